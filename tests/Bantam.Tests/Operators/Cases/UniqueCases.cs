using Bantam.Operators.Movement;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class UniqueCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Unique of elements", new Unique(), [Fixed(Vector(2f, 1f, 1f, 3f, 4f, 3f))])
        { Expected = [Vector(1f, 2f, 3f, 4f), Of([1L, 0, 3, 4]), Of([1L, 0, 0, 2, 3, 2]), Of([2L, 1, 2, 1])] },
        new("Unique in their order", new Unique(IsSorted: false), [Fixed(Vector(2f, 1f, 1f, 3f, 4f, 3f))])
        { Expected = [Vector(2f, 1f, 3f, 4f), Of([0L, 1, 3, 4]), Of([0L, 1, 1, 2, 3, 2]), Of([1L, 2, 2, 1])] },
        new("Unique of rows", new Unique(0), [Fixed(Floats([1f, 0f, 0f, 1f, 0f, 0f, 2f, 3f, 4f], 3, 3))])
        { Expected = [Floats([1f, 0f, 0f, 2f, 3f, 4f], 2, 3), Of([0L, 2]), Of([0L, 0, 1]), Of([2L, 1])] },
        new("Unique of NaN and zeros of either sign", new Unique(), [Fixed(Vector(float.NaN, 0f, -0f, float.NaN))])
        { Expected = [Vector(0f, float.NaN), Of([1L, 0]), Of([1L, 0, 0, 1]), Of([2L, 2])] },
        new("Unique of numbers beyond 53 bits", new Unique(), [Fixed(Of([(1L << 60) + 1, 1L << 60, (1L << 60) + 1]))])
        { Expected = [Of([1L << 60, (1L << 60) + 1]), Of([1L, 0]), Of([1L, 0, 1]), Of([1L, 2])] },
    ];
}
