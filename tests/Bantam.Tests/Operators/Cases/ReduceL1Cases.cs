using Bantam.Operators.Reduction;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ReduceL1Cases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("ReduceL1 along an axis", new ReduceL1(false),
            [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2), Fixed(1)])
        { Expected = [Floats([25f, 3f, 70f, 3f, 115f, 3f], 3, 2)], Tolerance = 1e-5, Absolute = 1e-5 },
        new("ReduceL1 along a negative axis that stays", new ReduceL1(true),
            [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2), Fixed(-2)])
        { Expected = [Floats([25f, 3f, 70f, 3f, 115f, 3f], 3, 1, 2)], Tolerance = 1e-5, Absolute = 1e-5 },
        new("ReduceL1 of everything", new ReduceL1(false), [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2)])
        { Expected = [Number(219f)], Tolerance = 1e-5, Absolute = 1e-5 },
        .. ReductionCases.Of(keep => new ReduceL1(keep), -2, 2)
            .Select(c => c with { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 }),
        new("ReduceL1 without axes does nothing", new ReduceL1(true, NoopWithEmptyAxes: true), [Numbers(3, 5)])
        { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 },
    ];
}
