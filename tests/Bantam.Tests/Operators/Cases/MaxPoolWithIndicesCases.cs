using Bantam.Operators.Pooling;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class MaxPoolWithIndicesCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("MaxPool with known indices", new MaxPoolWithIndices(new([2, 2], [2, 2], [0, 0, 0, 0])), [Counted(16, 1, 1, 4, 4)])
        {
            Expected = [Floats([5f, 7f, 13f, 15f], 1, 1, 2, 2), Of([5L, 7, 13, 15], 1, 1, 2, 2)],
        },
        new("MaxPool with known indices by columns", new MaxPoolWithIndices(new([2, 2], [2, 2], [0, 0, 0, 0]), true),
            [Counted(8, 1, 1, 4, 2)])
        {
            Expected = [Floats([3f, 7f], 1, 1, 2, 1), Of([5L, 7], 1, 1, 2, 1)],
        },
        new("MaxPool with the index of the first of equal elements", new MaxPoolWithIndices(new([3], [2], [1, 1])),
            [Of<byte>([0, 0, 0, 5, 5], 1, 1, 5)])
        {
            Expected = [Of<byte>([0, 5, 5], 1, 1, 3), Of([0L, 3, 3], 1, 1, 3)],
        },
        new("MaxPool with the index of what is no number", new MaxPoolWithIndices(new([2], [1], [0, 0])),
            [Floats([1f, float.NaN, 3, float.NegativeInfinity, float.NegativeInfinity], 1, 1, 5)])
        {
            Expected = [Floats([float.NaN, float.NaN, 3, float.NegativeInfinity], 1, 1, 4), Of([1L, 1, 2, 3], 1, 1, 4)],
        },
        .. from pool in WindowCases.Pools
           from byColumns in (bool[])[false, true]
           select WindowCases.Case(
               $"MaxPool with indices{(byColumns ? " by columns" : "")} of {pool}", new MaxPoolWithIndices(pool.Attributes, byColumns),
               Numbers(pool.Image)),
    ];
}
