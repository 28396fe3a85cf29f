using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class MinCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Min of three", new Min(), [Vector(3f, 2f, 1f), Vector(1f, 4f, 4f), Vector(2f, 5f, 3f)]) { Expected = [Vector(1f, 2f, 1f)] },
        new("Min of one", new Min(), [Numbers(17)]) { IsDifferentiable = true },
        new("Min of four that broadcast", new Min(),
            [Numbers(5, 17), Between(-2, 2, [17], seed: 1), Between(-2, 2, [5, 1], seed: 2), Number(0.3f)])
        { IsDifferentiable = true },
        .. ElementwiseCases.Binary(new Min(), -2, 2),
        .. ElementwiseCases.Integer(new Min()),
    ];
}
