using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class AddCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Add of known numbers", new Add(), [Vector(1f, 2f, 3f), Vector(4f, -5.5f, 6f)]) { Expected = [Vector(5f, -3.5f, 9f)] },
        .. ElementwiseCases.Binary(new Add(), -2, 2),
        .. ElementwiseCases.Integer(new Add()),
        new("Add of doubles", new Add(), [Of([1.0, 1e308, 1e-300]), Of([1e-16 + 1, 1e308, 1.0])])
        { Expected = [Of([2 + 1e-16, double.PositiveInfinity, 1.0])], Tolerance = 0, Absolute = 0 },
        new("Add of numbers beyond 62 bits", new Add(), [Of([(1L << 62) + 1, long.MaxValue]), Of([1L << 61, 1L])])
        { Expected = [Of([(3L << 61) + 1, long.MinValue])] },
        new("Add of small floats", new Add(),
            [Of([(Half)1f, (Half)2048f, (Half)60000f, (Half)6e-8f]), Of([(Half)0.0004883f, (Half)1f, (Half)60000f, (Half)6e-8f])])
        { Expected = [Of([(Half)1f, (Half)2048f, Half.PositiveInfinity, (Half)1.2e-7f])], Tolerance = 0, Absolute = 0 },
        new("Add of numbers beyond 32 bits", new Add(), [Of([3_000_000_000L, -3_000_000_000L, 5L]), Of([1L])])
        { Expected = [Of([3_000_000_001L, -2_999_999_999L, 6L])] },
    ];
}
