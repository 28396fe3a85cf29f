using Bantam.Operators.Activation;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class CeluCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Celu of known numbers", new Celu(2f), [Vector(-1f, 0f, 1f, -0.5f)])
        { Expected = [Vector(-0.786938681f, 0f, 1f, -0.442398434f)] },
        .. ElementwiseCases.Unary(new Celu(2f), -3, 3),
        new("Celu just below zero", new Celu(0.5f), [Vector(-1e-3f, -1e-6f)])
        { Expected = [Vector(-0.000999000666f, -9.99999e-7f)], Absolute = 0 },
    ];
}
