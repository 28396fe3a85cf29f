using Bantam.Operators.Movement;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class CompressCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Compress of rows", new Compress(0), [Floats([1f, 2, 3, 4, 5, 6], 3, 2), Fixed(Of([false, true, true]))])
        { Expected = [Floats([3f, 4, 5, 6], 2, 2)] },
        new("Compress of columns by fewer conditions", new Compress(-1), [Floats([1f, 2, 3, 4, 5, 6], 2, 3), Fixed(Of([false, true]))])
        { Expected = [Floats([2f, 5], 2, 1)] },
        new("Compress of elements", new Compress(), [Floats([1f, 2, 3, 4, 5, 6], 3, 2), Fixed(Of([false, true, false, false, true]))])
        { Expected = [Vector(2, 5)] },
        new("Compress of integers", new Compress(1), [Of([1L, 2, 3, 4], 2, 2), Fixed(Of([true, false]))])
        { Expected = [Of([1L, 3], 2, 1)] },
        new("Compress by nothing", new Compress(0), [Numbers(3, 17), Fixed(Of([false, false, false]))]),
        new("Compress of long rows", new Compress(1), [Numbers(3, 33), Fixed(Truths(33))]),
    ];
}
