using Bantam.Operators.Activation;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class MishCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Mish of known numbers", new Mish(), [Vector(-1f, 0f, 1f, 40f)]) { Expected = [Vector(-0.303401461f, 0f, 0.865098388f, 40f)] },
        .. ElementwiseCases.Unary(new Mish(), -4, 4),
    ];
}
