using Bantam.Operators.Pooling;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class MaxPoolCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("MaxPool of known numbers", new MaxPool(new([2, 2], [2, 2], [0, 0, 0, 0])), [Counted(16, 1, 1, 4, 4)])
        {
            Expected = [Floats([5f, 7f, 13f, 15f], 1, 1, 2, 2)],
        },
        new("MaxPool of known numbers whose padding is never the largest", new MaxPool(new([3], [2], [1, 1])),
            [Floats([-5f, -4f, -3f, -2f], 1, 1, 4)])
        {
            Expected = [Floats([-4f, -2f], 1, 1, 2)],
        },
        .. WindowCases.Pools.Select(p => WindowCases.Case($"MaxPool of {p}", new MaxPool(p.Attributes), Numbers(p.Image))),
    ];
}
