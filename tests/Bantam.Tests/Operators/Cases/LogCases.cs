using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class LogCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Log of known numbers", new Log(), [Vector(1f, 10f, 0f, -1f, 0.1f)])
        { Expected = [Vector(0f, 2.30258509f, float.NegativeInfinity, float.NaN, -2.30258509f)] },
        .. ElementwiseCases.Unary(new Log(), 0.25, 9),
    ];
}
