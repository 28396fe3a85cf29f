using Bantam.Operators.Movement;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class RangeOfCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Range upwards", new RangeOf(), Numbers(1f, 5f, 2f)) { Expected = [Vector(1f, 3f)] },
        new("Range whose last step is cut", new RangeOf(), Numbers(1L, 6L, 2L)) { Expected = [Of([1L, 3, 5])] },
        new("Range downwards", new RangeOf(), Numbers(10, 6, -3)) { Expected = [Of([10, 7])] },
        new("Range of nothing", new RangeOf(), Numbers(3, 3, 1)) { Expected = [Of(Array.Empty<int>(), 0)] },
        new("Range beyond 53 bits", new RangeOf(), Numbers((1L << 60) + 1, (1L << 60) + 3, 1L)) { Expected = [Of(
            [(1L << 60) + 1, (1L << 60) + 2])] },
    ];

    private static CaseInput[] Numbers<T>(params T[] numbers) where T : unmanaged => [.. numbers.Select(n => Fixed(Tensor.Scalar(n)))];
}
