using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class MaxCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Max of three", new Max(), [Vector(3f, 2f, 1f), Vector(1f, 4f, 4f), Vector(2f, 5f, 3f)]) { Expected = [Vector(3f, 5f, 4f)] },
        new("Max of one", new Max(), [Numbers(17)]) { IsDifferentiable = true },
        new("Max of four that broadcast", new Max(),
            [Numbers(5, 17), Between(-2, 2, [17], seed: 1), Between(-2, 2, [5, 1], seed: 2), Number(0.3f)])
        { IsDifferentiable = true },
        .. ElementwiseCases.Binary(new Max(), -2, 2),
        .. ElementwiseCases.Integer(new Max()),
        new("Max of numbers beyond 32 bits", new Max(), [Of([3_000_000_000L, -3_000_000_000L, 1L]), Of([5L])])
        { Expected = [Of([3_000_000_000L, 5L, 5L])] },
    ];
}
