using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class NegCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Neg of known numbers", new Neg(), [Vector(-4f, 2f, 0.5f)]) { Expected = [Vector(4f, -2f, -0.5f)] },
        .. ElementwiseCases.Unary(new Neg(), -2, 2),
    ];
}
