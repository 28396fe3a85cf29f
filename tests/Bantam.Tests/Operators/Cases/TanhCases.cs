using Bantam.Operators.Activation;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class TanhCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Tanh of known numbers", new Tanh(), [Vector(-1f, 0f, 1f, 0.125f, -12f)])
        { Expected = [Vector(-0.761594156f, 0f, 0.761594156f, 0.124353002f, -1f)] },
        .. ElementwiseCases.Unary(new Tanh(), -5, 5),
    ];
}
