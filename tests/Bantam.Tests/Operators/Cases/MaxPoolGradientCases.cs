using Bantam.Operators.Pooling;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class MaxPoolGradientCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("MaxPoolGradient where two are the largest", new MaxPoolGradient(new([2], [2], [0, 0])),
            [Floats([1f, 1f, 0f, 3f], 1, 1, 4), Floats([1f, 3f], 1, 1, 2), Floats([5f, 7f], 1, 1, 2)])
        {
            Expected = [Floats([5f, 0f, 0f, 7f], 1, 1, 4)],
        },
        .. WindowCases.Pools.Select(p => Of(p, new MaxPool(p.Attributes).ApplyOne(Numbers(p.Image)))),
    ];

    private static OperatorCase Of(WindowCases.Pool pool, Tensor pooled) =>
        new($"MaxPoolGradient of {pool}", new MaxPoolGradient(pool.Attributes),
            [Numbers(pool.Image), pooled, Between(-1, 1, pooled.Shape.Sizes, seed: 3)]);
}
