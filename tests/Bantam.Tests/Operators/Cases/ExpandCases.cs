using Bantam.Operators.Movement;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ExpandCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Expand of known numbers", new Expand(), [Floats([1f, 2f, 3f], 3, 1), Fixed(2, 1, 2)])
        { Expected = [Floats([1f, 1f, 2f, 2f, 3f, 3f, 1f, 1f, 2f, 2f, 3f, 3f], 2, 3, 2)] },
        new("Expand to what it is", new Expand(), [Numbers(3, 5), Fixed(3, 5)]) { IsDifferentiable = true },
        new("Expand by a smaller shape", new Expand(), [Numbers(3, 5), Fixed(1)]) { IsDifferentiable = true },
        new("Expand of a number", new Expand(), [Number(1.5f), Fixed(3, 17)]) { IsDifferentiable = true },
        new("Expand of the outer axis", new Expand(), [Numbers(17), Fixed(5, 17)]) { IsDifferentiable = true },
        new("Expand of the inner axis", new Expand(), [Numbers(5, 1), Fixed(5, 17)]) { IsDifferentiable = true },
        new("Expand of axes in between", new Expand(), [Numbers(3, 1, 5, 1), Fixed(2, 3, 4, 5, 7)]) { IsDifferentiable = true },
        new("Expand of truth values", new Expand(), [Truths(5, 1), Fixed(5, 17)]),
        new("Expand of integers", new Expand(), [Integers(Tensors.ElementType.Int64, -9, 9, 5, 1), Fixed(5, 17)]),
        new("Expand of numbers beyond 32 bits", new Expand(), [Of([3_000_000_000L]), Fixed(2)])
        { Expected = [Of([3_000_000_000L, 3_000_000_000L])] },
    ];
}
