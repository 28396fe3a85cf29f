using Bantam.Operators.Activation;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class SigmoidCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Sigmoid of known numbers", new Sigmoid(), [Vector(-1f, 0f, 1f, -20f, 20f)])
        { Expected = [Vector(0.268941421f, 0.5f, 0.731058579f, 2.06115362e-09f, 0.999999998f)] },
        .. ElementwiseCases.Unary(new Sigmoid(), -8, 8),
        new("Sigmoid far from zero", new Sigmoid(), [Vector(-80f, -100f, 100f, -1000f)])
        { Expected = [Vector(1.80485139e-35f, 0f, 1f, 0f)], Absolute = 1e-37 },
    ];
}
