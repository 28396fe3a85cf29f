using Bantam.Operators.Reduction;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ReduceMeanCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("ReduceMean along an axis", new ReduceMean(false),
            [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2), Fixed(1)])
        { Expected = [Floats([12.5f, 1.5f, 35f, 1.5f, 57.5f, 1.5f], 3, 2)], Tolerance = 1e-5, Absolute = 1e-5 },
        new("ReduceMean along a negative axis that stays", new ReduceMean(true),
            [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2), Fixed(-2)])
        { Expected = [Floats([12.5f, 1.5f, 35f, 1.5f, 57.5f, 1.5f], 3, 1, 2)], Tolerance = 1e-5, Absolute = 1e-5 },
        new("ReduceMean of everything", new ReduceMean(false), [Floats([5f, 1f, 20f, 2f, 30f, 1f, 40f, 2f, 55f, 1f, 60f, 2f], 3, 2, 2)])
        { Expected = [Number(18.25f)], Tolerance = 1e-5, Absolute = 1e-5 },
        .. ReductionCases.Of(keep => new ReduceMean(keep), -2, 2)
            .Select(c => c with { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 }),
        new("ReduceMean without axes does nothing", new ReduceMean(true, NoopWithEmptyAxes: true), [Numbers(3, 5)])
        { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 },
        new("ReduceMean of integers", new ReduceMean(false), [Of([3, 4, 6, -9, 1, 1], 2, 3), Fixed(1)]) { Expected = [Of([4, -2])] },
        new("ReduceMean of bytes whose sum is none", new ReduceMean(false), [Of<byte>([200, 202, 204])])
        { Expected = [Tensor.Scalar<byte>(202)] },
    ];
}
