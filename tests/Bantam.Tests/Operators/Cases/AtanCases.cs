using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class AtanCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Atan of known numbers", new Atan(), [Vector(-3f, 0f, 0.5f, 20f)])
        { Expected = [Vector(-1.24904577f, 0f, 0.463647609f, 1.52083793f)] },
        .. ElementwiseCases.Unary(new Atan(), -4, 4),
    ];
}
