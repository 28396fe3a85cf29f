using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class AsinCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Asin of known numbers", new Asin(), [Vector(-0.9f, 0f, 0.5f, 1f)])
        { Expected = [Vector(-1.11976946f, 0f, 0.523598776f, 1.57079633f)] },
        .. ElementwiseCases.Unary(new Asin(), -0.95, 0.95),
    ];
}
