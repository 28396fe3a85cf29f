using Bantam.Operators.Comparison;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class LessOrEqualCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("LessOrEqual of known numbers", new LessOrEqual(), [Vector(1f, 2f, 3f, float.NaN), Vector(3f, 2f, 1f, float.NaN)])
        { Expected = [Of([true, true, false, false])] },
        .. ElementwiseCases.Binary(new LessOrEqual(), -2, 2, isDifferentiable: false),
        .. ElementwiseCases.Integer(new LessOrEqual()),
    ];
}
