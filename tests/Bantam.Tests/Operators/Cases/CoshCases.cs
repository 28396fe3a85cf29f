using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class CoshCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Cosh of known numbers", new Cosh(), [Vector(-3f, 0f, 0.5f, 10f)])
        { Expected = [Vector(10.067662f, 1f, 1.12762597f, 11013.2329f)] },
        .. ElementwiseCases.Unary(new Cosh(), -3, 3),
    ];
}
