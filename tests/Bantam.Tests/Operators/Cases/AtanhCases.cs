using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class AtanhCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Atanh of known numbers", new Atanh(), [Vector(-0.9f, 0f, 0.5f, 0.99f)])
        { Expected = [Vector(-1.47221936f, 0f, 0.549306144f, 2.64665289f)] },
        .. ElementwiseCases.Unary(new Atanh(), -0.9, 0.9),
    ];
}
