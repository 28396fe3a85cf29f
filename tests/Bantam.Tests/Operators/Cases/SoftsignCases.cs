using Bantam.Operators.Activation;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class SoftsignCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Softsign of known numbers", new Softsign(), [Vector(-1f, 0f, 1f, 3f)]) { Expected = [Vector(-0.5f, 0f, 0.5f, 0.75f)] },
        .. ElementwiseCases.Unary(new Softsign(), -4, 4),
    ];
}
