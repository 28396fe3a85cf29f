using Bantam.Operators.Activation;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class HardSwishCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("HardSwish of known numbers", new HardSwish(), [Vector(-4f, -1f, 0f, 1f, 2.5f, 5f)])
        { Expected = [Vector(0f, -0.333333333f, 0f, 0.666666667f, 2.29166667f, 5f)] },
        .. ElementwiseCases.Unary(new HardSwish(), -5, 5),
    ];
}
