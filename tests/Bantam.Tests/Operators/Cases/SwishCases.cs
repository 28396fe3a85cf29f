using Bantam.Operators.Activation;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class SwishCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Swish of known numbers", new Swish(2f), [Vector(-1f, 0f, 1f)]) { Expected = [Vector(-0.119202922f, 0f, 0.880797078f)] },
        .. ElementwiseCases.Unary(new Swish(), -4, 4),
    ];
}
