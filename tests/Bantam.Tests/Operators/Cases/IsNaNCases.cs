using Bantam.Operators.Comparison;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class IsNaNCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("IsNaN of known numbers", new IsNaN(), [Vector(float.NaN, 0f, float.PositiveInfinity, -1f)])
        { Expected = [Of([true, false, false, false])] },
        .. ElementwiseCases.Unary(new IsNaN(), -2, 2, isDifferentiable: false),
        new("IsNaN of doubles", new IsNaN(), [Of([double.NaN, 1.0])]) { Expected = [Of([true, false])] },
    ];
}
