using Bantam.Operators.Movement;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class NonZeroCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("NonZero of a matrix", new NonZero(), [Fixed(Of([1f, 0, 0, -1], 2, 2))]) { Expected = [Of([0L, 1, 0, 1], 2, 2)] },
        new("NonZero of a vector of truth values", new NonZero(), [Fixed(Of([false, true, true]))]) { Expected = [Of([1L, 2], 1, 2)] },
        new("NonZero of a number", new NonZero(), [Fixed(Tensor.Scalar(3L))])
        { Expected = [new Tensor(new TensorType(ElementType.Int64, Shape.Of(0, 1)))] },
        new("NonZero of nothing but zeros", new NonZero(), [Fixed(Of([0, 0, 0], 3, 1))])
        { Expected = [new Tensor(new TensorType(ElementType.Int64, Shape.Of(2, 0)))] },
    ];
}
