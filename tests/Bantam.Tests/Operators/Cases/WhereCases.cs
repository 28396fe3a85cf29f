using Bantam.Operators.Comparison;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class WhereCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Where of known numbers", new Where(),
            [Of([true, false, true, true], 2, 2), Floats([1f, 2f, 3f, 4f], 2, 2), Floats([9f, 8f, 7f, 6f], 2, 2)])
        { Expected = [Floats([1f, 8f, 3f, 4f], 2, 2)] },
        .. OddShapes.Select(s =>
            new OperatorCase($"Where of {Tensors.Shape.Of(s)}", new Where(), [Truths(s), Numbers(s), Positive(s)])
            { IsDifferentiable = true }),
        new("Where that broadcasts", new Where(), [Truths(5, 1), Numbers(17), Positive(3, 1, 1)]) { IsDifferentiable = true },
        new("Where of a number", new Where(), [Truths(5, 17), Fixed(Number(1.5f)), Numbers(5, 17)]) { IsDifferentiable = true },
        new("Where of integers", new Where(),
            [Truths(33), Integers(Tensors.ElementType.Int64, -9, 9, 33), Integers(Tensors.ElementType.Int64, 10, 90, 33)]),
        new("Where of truth values", new Where(), [Truths(33), Truths(33), Of([true])]),
        new("Where does not let NaN pass from the other side", new Where(),
            [Of([true, false]), Vector(1f, float.NaN), Vector(float.NaN, 2f)])
        { Expected = [Vector(1f, 2f)] },
        new("Where of numbers beyond 32 bits", new Where(), [Of([true, false]), Of([3_000_000_000L, 1L]), Of([2L, -3_000_000_000L])])
        { Expected = [Of([3_000_000_000L, -3_000_000_000L])] },
    ];
}
