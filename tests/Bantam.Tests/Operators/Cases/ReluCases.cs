using Bantam.Operators.Activation;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ReluCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Relu of known numbers", new Relu(), [Vector(-1f, 0f, 1.5f)]) { Expected = [Vector(0f, 0f, 1.5f)] },
        .. ElementwiseCases.Unary(new Relu(), -2, 2),
        .. ElementwiseCases.Integer(new Relu()),
    ];
}
