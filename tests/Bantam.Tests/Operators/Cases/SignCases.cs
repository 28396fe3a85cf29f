using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class SignCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Sign of known numbers", new Sign(), [Vector(-3f, -0.5f, 0f, 7f)]) { Expected = [Vector(-1f, -1f, 0f, 1f)] },
        .. ElementwiseCases.Unary(new Sign(), -2, 2, isDifferentiable: false),
        .. ElementwiseCases.Integer(new Sign()),
    ];
}
