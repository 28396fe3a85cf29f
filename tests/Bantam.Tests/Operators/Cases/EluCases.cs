using Bantam.Operators.Activation;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class EluCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Elu of known numbers", new Elu(2f), [Vector(-1f, 0f, 1f, -0.5f)]) { Expected = [Vector(-1.26424112f, 0f, 1f, -0.786938681f)] },
        .. ElementwiseCases.Unary(new Elu(2f), -3, 3),
        new("Elu just below zero", new Elu(1f), [Vector(-1e-3f, -1e-6f)])
        { Expected = [Vector(-0.000999500167f, -9.999995e-7f)], Absolute = 0 },
    ];
}
