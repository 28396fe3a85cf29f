using Bantam.Operators.Pooling;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class AveragePoolCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("AveragePool of known numbers", new AveragePool(new([2, 2], [2, 2], [0, 0, 0, 0])), [Counted(16, 1, 1, 4, 4)])
        {
            Expected = [Floats([2.5f, 4.5f, 10.5f, 12.5f], 1, 1, 2, 2)],
        },
        new("AveragePool of known numbers without their padding", new AveragePool(new([2], [2], [1, 1])),
            [Floats([1f, 2f, 3f, 4f], 1, 1, 4)])
        {
            Expected = [Floats([1f, 2.5f, 4f], 1, 1, 3)],
        },
        new("AveragePool of known numbers with their padding", new AveragePool(new([2], [2], [1, 1]), CountIncludePad: true),
            [Floats([1f, 2f, 3f, 4f], 1, 1, 4)])
        {
            Expected = [Floats([0.5f, 2.5f, 2f], 1, 1, 3)],
        },
        .. from pool in WindowCases.Pools
           from includesPad in (bool[])[false, true]
           let counted = includesPad ? ", padding counted" : ""
           select WindowCases.Case($"AveragePool of {pool}{counted}", new AveragePool(pool.Attributes, includesPad), Numbers(pool.Image)),
    ];
}
