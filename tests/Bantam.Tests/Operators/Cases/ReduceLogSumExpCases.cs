using Bantam.Operators.Reduction;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ReduceLogSumExpCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("ReduceLogSumExp along an axis", new ReduceLogSumExp(false),
            [Floats([0.5f, 0.1f, 2f, 0.2f, 3f, 0.1f, 4f, 0.2f, 5.5f, 0.1f, 6f, 0.2f], 3, 2, 2), Fixed(1)])
        {
            Expected = [Floats([2.20141328f, 0.84439666f, 4.31326169f, 0.84439666f, 6.47407698f, 0.84439666f], 3, 2)],
            Tolerance = 1e-5,
            Absolute = 1e-5,
        },
        new("ReduceLogSumExp along a negative axis that stays", new ReduceLogSumExp(true),
            [Floats([0.5f, 0.1f, 2f, 0.2f, 3f, 0.1f, 4f, 0.2f, 5.5f, 0.1f, 6f, 0.2f], 3, 2, 2), Fixed(-2)])
        {
            Expected = [Floats([2.20141328f, 0.84439666f, 4.31326169f, 0.84439666f, 6.47407698f, 0.84439666f], 3, 1, 2)],
            Tolerance = 1e-5,
            Absolute = 1e-5,
        },
        new("ReduceLogSumExp of everything", new ReduceLogSumExp(false),
            [Floats([0.5f, 0.1f, 2f, 0.2f, 3f, 0.1f, 4f, 0.2f, 5.5f, 0.1f, 6f, 0.2f], 3, 2, 2)])
        { Expected = [Number(6.60505691f)], Tolerance = 1e-5, Absolute = 1e-5 },
        .. ReductionCases.Of(keep => new ReduceLogSumExp(keep), -2, 2)
            .Select(c => c with { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 }),
        new("ReduceLogSumExp without axes does nothing", new ReduceLogSumExp(true, NoopWithEmptyAxes: true), [Numbers(3, 5)])
        { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 },
        new("ReduceLogSumExp of large numbers", new ReduceLogSumExp(false), [Vector(1000f, 1001f, 1002f)])
        { Expected = [Number(1002.4076f)] },
        new("ReduceLogSumExp of infinities", new ReduceLogSumExp(false),
            [
                Floats(
                    [
                        float.NegativeInfinity, float.NegativeInfinity, 1f, float.PositiveInfinity,
                        0f, float.NegativeInfinity, 1f, float.NaN,
                    ],
                    4, 2),
                Fixed(1),
            ])
        {
            Expected = [Vector(float.NegativeInfinity, float.PositiveInfinity, 0f, float.NaN)],
        },
    ];
}
