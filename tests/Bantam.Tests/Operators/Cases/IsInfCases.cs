using Bantam.Operators.Comparison;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class IsInfCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        .. from negative in (bool[])[false, true]
           from positive in (bool[])[false, true]
           select new OperatorCase($"IsInf of either sign, {negative} and {positive}", new IsInf(negative, positive),
               [Vector(float.NaN, float.NegativeInfinity, float.PositiveInfinity, 3e38f)])
           { Expected = [Of([false, negative, positive, false])] },
        .. ElementwiseCases.Unary(new IsInf(), -2, 2, isDifferentiable: false),
        new("IsInf of doubles", new IsInf(), [Of([double.NegativeInfinity, 1e300])]) { Expected = [Of([true, false])] },
    ];
}
