using Bantam.Operators.Activation;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class HardSigmoidCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("HardSigmoid of known numbers", new HardSigmoid(0.5f, 0.6f), [Vector(-1f, 0f, 1f, -3f)])
        { Expected = [Vector(0.1f, 0.6f, 1f, 0f)] },
        .. ElementwiseCases.Unary(new HardSigmoid(0.5f, 0.6f), -3, 3),
    ];
}
