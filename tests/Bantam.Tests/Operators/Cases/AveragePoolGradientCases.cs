using Bantam.Operators.Pooling;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class AveragePoolGradientCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("AveragePoolGradient of known numbers", new AveragePoolGradient(new AveragePool(new([2], [1], [0, 0])), [3]),
            [Floats([2f, 4f], 1, 1, 2)])
        {
            Expected = [Floats([1f, 3f, 2f], 1, 1, 3)],
        },
        .. WindowCases.Pools.Select(p => new AveragePool(p.Attributes)).Zip(WindowCases.Pools, Of),
    ];

    private static OperatorCase Of(AveragePool op, WindowCases.Pool pool) => new(
        $"AveragePoolGradient of {pool}",
        new AveragePoolGradient(op, Ints.From(pool.Image.Skip(2))),
        [Between(-1, 1, op.ApplyOne(Numbers(pool.Image)).Shape.Sizes, seed: 3)]);
}
