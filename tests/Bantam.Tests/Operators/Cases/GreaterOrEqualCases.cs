using Bantam.Operators.Comparison;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class GreaterOrEqualCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("GreaterOrEqual of known numbers", new GreaterOrEqual(), [Vector(1f, 2f, 3f, float.NaN), Vector(3f, 2f, 1f, float.NaN)])
        { Expected = [Of([false, true, true, false])] },
        .. ElementwiseCases.Binary(new GreaterOrEqual(), -2, 2, isDifferentiable: false),
        .. ElementwiseCases.Integer(new GreaterOrEqual()),
    ];
}
