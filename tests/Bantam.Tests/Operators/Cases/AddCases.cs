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
        new("Add of numbers beyond 32 bits", new Add(), [Of([3_000_000_000L, -3_000_000_000L, 5L]), Of([1L])]) { Expected = [Of([3_000_000_001L, -2_999_999_999L, 6L])] },
    ];
}
