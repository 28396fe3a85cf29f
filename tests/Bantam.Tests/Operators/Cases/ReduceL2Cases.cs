using Bantam.Operators.Reduction;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ReduceL2Cases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("ReduceL2 along an axis", new ReduceL2(false),
            [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2), Fixed(1)])
        {
            Expected = [Floats([20.6155281f, 2.23606798f, 50f, 2.23606798f, 81.394103f, 2.23606798f], 3, 2)],
            Tolerance = 1e-5,
            Absolute = 1e-5,
        },
        new("ReduceL2 along a negative axis that stays", new ReduceL2(true),
            [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2), Fixed(-2)])
        {
            Expected = [Floats([20.6155281f, 2.23606798f, 50f, 2.23606798f, 81.394103f, 2.23606798f], 3, 1, 2)],
            Tolerance = 1e-5,
            Absolute = 1e-5,
        },
        new("ReduceL2 of everything", new ReduceL2(false), [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2)])
        { Expected = [Number(97.800818f)], Tolerance = 1e-5, Absolute = 1e-5 },
        .. ReductionCases.Of(keep => new ReduceL2(keep), -2, 2)
            .Select(c => c with { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 }),
        new("ReduceL2 without axes does nothing", new ReduceL2(true, NoopWithEmptyAxes: true), [Numbers(3, 5)])
        { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 },
    ];
}
