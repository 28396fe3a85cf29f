using Bantam.Operators.Reduction;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ReduceMinCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("ReduceMin along an axis", new ReduceMin(false),
            [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2), Fixed(1)])
        { Expected = [Floats([5f, 1f, 30f, 1f, 55f, 1f], 3, 2)] },
        new("ReduceMin along a negative axis that stays", new ReduceMin(true),
            [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2), Fixed(-2)])
        { Expected = [Floats([5f, 1f, 30f, 1f, 55f, 1f], 3, 1, 2)] },
        new("ReduceMin of everything", new ReduceMin(false), [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2)])
        { Expected = [Number(1f)] },
        .. ReductionCases.Of(keep => new ReduceMin(keep), -2, 2).Select(c => c with { IsDifferentiable = true }),
        new("ReduceMin without axes does nothing", new ReduceMin(true, NoopWithEmptyAxes: true), [Numbers(3, 5)])
        { IsDifferentiable = true },
        new("ReduceMin with NaN", new ReduceMin(false), [Floats([1f, float.NaN, 3f, 4f, 5f, 6f], 2, 3), Fixed(1)])
        { Expected = [Vector(float.NaN, 4f)] },
        new("ReduceMin of positive numbers", new ReduceMin(false), [Between(1, 9, [3, 37]), Fixed(1)]) { IsDifferentiable = true },
        new("ReduceMin of truth values", new ReduceMin(false), [Of([true, true, true, false, false, false], 3, 2), Fixed(1)])
        { Expected = [Of([true, false, false])] },
        .. ReductionCases.Typed(keep => new ReduceMin(keep)),
    ];
}
