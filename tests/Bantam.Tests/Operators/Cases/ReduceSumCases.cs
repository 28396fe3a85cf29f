using Bantam.Operators.Reduction;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ReduceSumCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("ReduceSum along an axis", new ReduceSum(false),
            [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2), Fixed(1)])
        { Expected = [Floats([25f, 3f, 70f, 3f, 115f, 3f], 3, 2)], Tolerance = 1e-5, Absolute = 1e-5 },
        new("ReduceSum along a negative axis that stays", new ReduceSum(true),
            [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2), Fixed(-2)])
        { Expected = [Floats([25f, 3f, 70f, 3f, 115f, 3f], 3, 1, 2)], Tolerance = 1e-5, Absolute = 1e-5 },
        new("ReduceSum of everything", new ReduceSum(false), [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2)])
        { Expected = [Number(219f)], Tolerance = 1e-5, Absolute = 1e-5 },
        .. ReductionCases.Of(keep => new ReduceSum(keep), -2, 2)
            .Select(c => c with { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 }),
        new("ReduceSum without axes does nothing", new ReduceSum(true, NoopWithEmptyAxes: true), [Numbers(3, 5)])
        { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 },
        .. ReductionCases.Typed(keep => new ReduceSum(keep)),
        new("ReduceSum of numbers beyond 32 bits", new ReduceSum(false), [Of([5_000_000_000L, 1L << 60, 7L])])
        { Expected = [Tensors.Tensor.Scalar(5_000_000_007L + (1L << 60))] },
    ];
}
