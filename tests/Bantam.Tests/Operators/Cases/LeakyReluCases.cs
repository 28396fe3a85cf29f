using Bantam.Operators.Activation;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class LeakyReluCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("LeakyRelu of known numbers", new LeakyRelu(0.1f), [Vector(-1f, 0f, 1f)]) { Expected = [Vector(-0.1f, 0f, 1f)] },
        .. ElementwiseCases.Unary(new LeakyRelu(0.1f), -2, 2),
    ];
}
