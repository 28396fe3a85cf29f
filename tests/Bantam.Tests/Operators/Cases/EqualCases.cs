using Bantam.Operators.Comparison;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class EqualCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Equal of known numbers", new Equal(), [Vector(1f, 2f, 3f, float.NaN), Vector(3f, 2f, 1f, float.NaN)])
        { Expected = [Of([false, true, false, false])] },
        .. ElementwiseCases.Binary(new Equal(), -2, 2, isDifferentiable: false),
        .. ElementwiseCases.Integer(new Equal()),
        new("Equal of truth values", new Equal(), [Truths(3, 17), Truths(17)]),
        new("Equal of known truth values", new Equal(), [Of([true, true, false, false]), Of([true, false, true, false])])
        { Expected = [Of([true, false, false, true])] },
        new("Equal of numbers that differ beyond 32 bits", new Equal(), [Of([5L, 5L + (1L << 32)]), Of([5L])])
        { Expected = [Of([true, false])] },
    ];
}
