using Bantam.Operators.Activation;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ThresholdedReluCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("ThresholdedRelu of known numbers", new ThresholdedRelu(1.5f), [Vector(-3f, 1.5f, 1.6f, float.NaN)])
        { Expected = [Vector(0f, 0f, 1.6f, 0f)] },
        .. ElementwiseCases.Unary(new ThresholdedRelu(0.7f), -2, 2),
    ];
}
