using Bantam.Operators.Movement;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class SliceCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Slice of known numbers", new Slice(),
            [Floats([1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f], 2, 4), Fixed(1, 0), Fixed(2, 3), Fixed(0, 1), Fixed(1, 2)])
        { Expected = [Floats([5f, 7f], 1, 2)] },
        new("Slice with ends outside", new Slice(), [Floats([1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f], 2, 4), Fixed(0, 1), Fixed(-1, 1000)])
        { Expected = [Floats([2f, 3f, 4f], 1, 3)] },
        new("Slice backwards", new Slice(), [Vector(1f, 2f, 3f, 4f, 5f), Fixed(-1), Fixed(long.MinValue), Fixed(0), Fixed(-2)])
        { Expected = [Vector(5f, 3f, 1f)] },
        new("Slice to the end", new Slice(), [Numbers(7, 33), Fixed(3), Fixed(long.MaxValue), Fixed(1)]) { IsDifferentiable = true },
        new("Slice of the first axis", new Slice(), [Numbers(7, 33), Fixed(2), Fixed(5)]) { IsDifferentiable = true },
        new("Slice of three axes", new Slice(), [Numbers(5, 7, 19), Fixed(1, 2, 3), Fixed(4, 6, 18), Fixed(0, 1, 2)])
        { IsDifferentiable = true },
        new("Slice by steps", new Slice(), [Numbers(5, 7, 19), Fixed(0, 1), Fixed(5, 19), Fixed(0, -1), Fixed(2, 3)])
        { IsDifferentiable = true },
        new("Slice by steps backwards", new Slice(), [Numbers(3, 19), Fixed(16, 2), Fixed(1, -9), Fixed(1, 0), Fixed(-3, -1)])
        { IsDifferentiable = true },
        new("Slice by a step beyond the end", new Slice(), [Numbers(9), Fixed(2), Fixed(9), Fixed(0), Fixed(100)])
        { IsDifferentiable = true },
        new("Slice of nothing", new Slice(), [Numbers(3, 5), Fixed(4), Fixed(2), Fixed(1)]) { IsDifferentiable = true },
        .. from element in (ElementType[])[ElementType.Int64, ElementType.Int32, ElementType.UInt8, ElementType.Bool]
           select new OperatorCase($"Slice of {element}", new Slice(), [Integers(element, 0, 100, 5, 37), Fixed(1, 2), Fixed(4, 31)]),
    ];
}
