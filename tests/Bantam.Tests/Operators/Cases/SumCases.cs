using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class SumCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Sum of three", new Sum(), [Vector(3f, 2f, 1f), Vector(1f, 4f, 4f), Vector(2f, 5f, 3f)]) { Expected = [Vector(6f, 11f, 8f)] },
        new("Sum of one", new Sum(), [Numbers(17)]) { IsDifferentiable = true },
        new("Sum of four that broadcast", new Sum(),
            [Numbers(5, 17), Between(-2, 2, [17], seed: 1), Between(-2, 2, [5, 1], seed: 2), Number(0.3f)])
        { IsDifferentiable = true },
        .. ElementwiseCases.Binary(new Sum(), -2, 2),
        .. ElementwiseCases.Integer(new Sum()),
    ];
}
