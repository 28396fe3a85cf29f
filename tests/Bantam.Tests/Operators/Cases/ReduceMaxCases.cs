using Bantam.Operators.Reduction;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ReduceMaxCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("ReduceMax along an axis", new ReduceMax(false),
            [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2), Fixed(1)])
        { Expected = [Floats([20f, 2f, 40f, 2f, 60f, 2f], 3, 2)] },
        new("ReduceMax along a negative axis that stays", new ReduceMax(true),
            [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2), Fixed(-2)])
        { Expected = [Floats([20f, 2f, 40f, 2f, 60f, 2f], 3, 1, 2)] },
        new("ReduceMax of everything", new ReduceMax(false), [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2)])
        { Expected = [Number(60f)] },
        .. ReductionCases.Of(keep => new ReduceMax(keep), -2, 2).Select(c => c with { IsDifferentiable = true }),
        new("ReduceMax without axes does nothing", new ReduceMax(true, NoopWithEmptyAxes: true), [Numbers(3, 5)])
        { IsDifferentiable = true },
        new("ReduceMax with NaN", new ReduceMax(false), [Floats([1f, float.NaN, 3f, 4f, 5f, 6f], 2, 3), Fixed(1)])
        { Expected = [Vector(float.NaN, 6f)] },
        new("ReduceMax of negative numbers", new ReduceMax(false), [Between(-9, -1, [3, 37]), Fixed(1)]) { IsDifferentiable = true },
        new("ReduceMax of truth values", new ReduceMax(false), [Of([true, true, true, false, false, false], 3, 2), Fixed(1)])
        { Expected = [Of([true, true, false])] },
        .. ReductionCases.Typed(keep => new ReduceMax(keep)),
    ];
}
