using Bantam.Operators.Comparison;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class LessCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Less of known numbers", new Less(), [Vector(1f, 2f, 3f, float.NaN), Vector(3f, 2f, 1f, float.NaN)])
        { Expected = [Of([true, false, false, false])] },
        .. ElementwiseCases.Binary(new Less(), -2, 2, isDifferentiable: false),
        .. ElementwiseCases.Integer(new Less()),
    ];
}
