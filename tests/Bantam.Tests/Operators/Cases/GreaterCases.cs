using Bantam.Operators.Comparison;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class GreaterCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Greater of known numbers", new Greater(), [Vector(1f, 2f, 3f, float.NaN), Vector(3f, 2f, 1f, float.NaN)]) { Expected = [Of([false, false, true, false])] },
        .. ElementwiseCases.Binary(new Greater(), -2, 2, isDifferentiable: false),
        .. ElementwiseCases.Integer(new Greater()),
    ];
}
