using Bantam.Operators.Reduction;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ReduceLogSumCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("ReduceLogSum along an axis", new ReduceLogSum(false),
            [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2), Fixed(1)])
        {
            Expected = [Floats([3.21887582f, 1.09861229f, 4.24849524f, 1.09861229f, 4.74493213f, 1.09861229f], 3, 2)],
            Tolerance = 1e-5,
            Absolute = 1e-5,
        },
        new("ReduceLogSum along a negative axis that stays", new ReduceLogSum(true),
            [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2), Fixed(-2)])
        {
            Expected = [Floats([3.21887582f, 1.09861229f, 4.24849524f, 1.09861229f, 4.74493213f, 1.09861229f], 3, 1, 2)],
            Tolerance = 1e-5,
            Absolute = 1e-5,
        },
        new("ReduceLogSum of everything", new ReduceLogSum(false), [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2)])
        { Expected = [Number(5.38907173f)], Tolerance = 1e-5, Absolute = 1e-5 },
        .. ReductionCases.Of(keep => new ReduceLogSum(keep), 0.25, 2.25)
            .Select(c => c with { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 }),
        new("ReduceLogSum without axes does nothing", new ReduceLogSum(true, NoopWithEmptyAxes: true), [Positive(3, 5)])
        { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 },
    ];
}
