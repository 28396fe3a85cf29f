using Bantam.Operators.Movement;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ConcatCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Concat of known numbers", new Concat(1), [Floats([1f, 2f, 3f, 4f], 2, 2), Floats([5f, 6f], 2, 1)])
        { Expected = [Floats([1f, 2f, 5f, 3f, 4f, 6f], 2, 3)] },
        new("Concat of vectors", new Concat(0), [Numbers(13), Numbers(1), Numbers(17)]) { IsDifferentiable = true },
        new("Concat along the first axis", new Concat(0), [Numbers(2, 3, 5), Numbers(1, 3, 5), Positive(4, 3, 5)])
        { IsDifferentiable = true },
        new("Concat along a middle axis", new Concat(1), [Numbers(2, 3, 5), Positive(2, 7, 5)]) { IsDifferentiable = true },
        new("Concat along a negative axis", new Concat(-1), [Numbers(2, 3, 17), Positive(2, 3, 1), Numbers(2, 3, 15)])
        { IsDifferentiable = true },
        new("Concat of one", new Concat(0), [Numbers(33)]) { IsDifferentiable = true },
        new("Concat with nothing", new Concat(0), [Numbers(0, 3), Numbers(2, 3)]) { IsDifferentiable = true },
        new("Concat with a constant", new Concat(0), [Numbers(2, 3), Fixed(Positive(4, 3))]) { IsDifferentiable = true },
        .. from element in (ElementType[])[ElementType.Int64, ElementType.Int32, ElementType.UInt8, ElementType.Bool]
           select new OperatorCase($"Concat of {element}", new Concat(1),
               [Integers(element, 0, 100, 3, 5), Integers(element, 0, 100, 3, 13)]),
        new("Concat of integers that need 64 bits", new Concat(0), [Of([1L << 40, -1L << 50]), Of([long.MaxValue >> 12])])
        { Expected = [Of([1L << 40, -1L << 50, long.MaxValue >> 12])] },
    ];
}
