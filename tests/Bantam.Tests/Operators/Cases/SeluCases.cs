using Bantam.Operators.Activation;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class SeluCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Selu of known numbers", new Selu(2f, 3f), [Vector(-1f, 0f, 1f)]) { Expected = [Vector(-3.79272335f, 0f, 3f)] },
        .. ElementwiseCases.Unary(new Selu(), -3, 3),
    ];
}
