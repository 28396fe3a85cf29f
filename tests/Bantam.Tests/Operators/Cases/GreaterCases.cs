using Bantam.Operators.Comparison;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class GreaterCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Greater of known numbers", new Greater(), [Vector(1f, 2f, 3f, float.NaN), Vector(3f, 2f, 1f, float.NaN)])
        { Expected = [Of([false, false, true, false])] },
        .. ElementwiseCases.Binary(new Greater(), -2, 2, isDifferentiable: false),
        .. ElementwiseCases.Integer(new Greater()),
        new("Greater of numbers beyond 32 bits", new Greater(), [Of([3_000_000_000L, -3_000_000_000L, 6L]), Of([5L])])
        { Expected = [Of([true, false, true])] },
    ];
}
