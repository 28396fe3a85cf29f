using Bantam.Operators.Reduction;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class CumSumCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("CumSum of a vector", new CumSum(), [Vector(1f, 2f, 3f, 4f, 5f), Fixed(0)]) { Expected = [Vector(1f, 3f, 6f, 10f, 15f)] },
        new("CumSum that is exclusive and reverse", new CumSum(true, true), [Vector(1f, 2f, 3f, 4f, 5f), Fixed(0)])
        { Expected = [Vector(14f, 12f, 9f, 5f, 0f)] },
        new("CumSum along an axis that is given", new CumSum(), [Between(-1, 1, [3, 2, 5]), Tensor.Scalar(-2L)]),
        new("CumSum of integers along an axis that is given", new CumSum(true), [Of([1, 2, 3]), Tensor.From([0], 1)])
        { Expected = [Of([0, 1, 3])] },
        .. CumulativeCases.Of((isExclusive, isReverse) => new CumSum(isExclusive, isReverse)),
    ];
}
