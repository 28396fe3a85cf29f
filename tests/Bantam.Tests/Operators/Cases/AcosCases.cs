using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class AcosCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Acos of known numbers", new Acos(), [Vector(-0.9f, 0f, 0.5f, 1f)])
        { Expected = [Vector(2.69056579f, 1.57079633f, 1.04719755f, 0f)] },
        .. ElementwiseCases.Unary(new Acos(), -0.95, 0.95),
    ];
}
