using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class SinCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Sin of known numbers", new Sin(), [Vector(-1f, 0f, 1f, 2.5f)]) { Expected = [Vector(-0.841470985f, 0f, 0.841470985f, 0.598472144f)] },
        .. ElementwiseCases.Unary(new Sin(), -6, 6),
    ];
}
