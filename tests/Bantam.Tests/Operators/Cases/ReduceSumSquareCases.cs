using Bantam.Operators.Reduction;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ReduceSumSquareCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("ReduceSumSquare along an axis", new ReduceSumSquare(false),
            [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2), Fixed(1)])
        { Expected = [Floats([425f, 5f, 2500f, 5f, 6625f, 5f], 3, 2)], Tolerance = 1e-5, Absolute = 1e-5 },
        new("ReduceSumSquare along a negative axis that stays", new ReduceSumSquare(true),
            [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2), Fixed(-2)])
        { Expected = [Floats([425f, 5f, 2500f, 5f, 6625f, 5f], 3, 1, 2)], Tolerance = 1e-5, Absolute = 1e-5 },
        new("ReduceSumSquare of everything", new ReduceSumSquare(false),
            [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2)])
        { Expected = [Number(9565f)], Tolerance = 1e-5, Absolute = 1e-5 },
        .. ReductionCases.Of(keep => new ReduceSumSquare(keep), -2, 2)
            .Select(c => c with { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 }),
        new("ReduceSumSquare without axes does nothing", new ReduceSumSquare(true, NoopWithEmptyAxes: true), [Numbers(3, 5)])
        { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 },
    ];
}
