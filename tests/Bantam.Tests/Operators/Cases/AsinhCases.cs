using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class AsinhCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Asinh of known numbers", new Asinh(), [Vector(-3f, 0f, 0.5f, 1000f)])
        { Expected = [Vector(-1.81844646f, 0f, 0.481211825f, 7.60090271f)] },
        .. ElementwiseCases.Unary(new Asinh(), -4, 4),
    ];
}
