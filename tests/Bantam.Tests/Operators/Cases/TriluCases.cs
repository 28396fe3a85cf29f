using Bantam.Operators.Movement;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class TriluCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Trilu above", new Trilu(), [Floats([1f, 2f, 3f, 4f, 5f, 6f], 2, 3)]) { Expected = [Floats([1f, 2f, 3f, 0f, 5f, 6f], 2, 3)] },
        new("Trilu below the first diagonal above", new Trilu(IsUpper: false),
            [Floats([1f, 2f, 3f, 4f, 5f, 6f], 2, 3), Fixed(Tensor.Scalar(1L))])
        { Expected = [Floats([1f, 2f, 0f, 4f, 5f, 6f], 2, 3)] },
        .. from k in (long[])[-20, -2, 0, 3, 20]
           from upper in (bool[])[false, true]
           select new OperatorCase($"Trilu {(upper ? "above" : "below")} {k}", new Trilu(upper), [Numbers(2, 5, 13), Tensor.Scalar(k)])
           { IsDifferentiable = true },
        new("Trilu of integers", new Trilu(), [Integers(ElementType.Int32, 1, 9, 7, 3)]),
        new("Trilu of numbers of 64 bits", new Trilu(), [Integers(ElementType.Int64, 1, 9, 3, 3)]),
    ];
}
