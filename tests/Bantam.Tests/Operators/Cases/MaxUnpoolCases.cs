using Bantam.Operators.Pooling;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class MaxUnpoolCases : IOperatorCases
{
    private static readonly MaxUnpool Halved = new([2, 2], [2, 2], [0, 0, 0, 0]);

    private static readonly Tensor Pooled = Floats([1f, 2, 3, 4], 1, 1, 2, 2), Places = Of([5L, 7, 13, 15], 1, 1, 2, 2);

    public static IEnumerable<OperatorCase> All =>
    [
        new("MaxUnpool of known numbers", Halved, [Pooled, Places])
        {
            Expected = [Floats([0f, 0, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0, 0, 3, 0, 4], 1, 1, 4, 4)], IsDifferentiable = true,
        },
        new("MaxUnpool of known numbers to a shape", Halved, [Pooled, Places, Fixed(1, 1, 5, 3)])
        {
            Expected = [Floats([0f, 0, 0, 0, 1, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0], 1, 1, 5, 3)], IsDifferentiable = true,
        },
        new("MaxUnpool of two elements for one place", new MaxUnpool([2], [1], [0, 0]),
            [Floats([1f, 2, 3], 1, 1, 3), Of([1L, -3, 1], 1, 1, 3)])
        {
            Expected = [Floats([0f, 3, 0, 0], 1, 1, 4)],
        },
        .. from pool in WindowCases.Pools.Where(p => p is { Ceil: false, Dilation: 1 } && p.Stride == p.Kernel[0])
           let pooled = new MaxPoolWithIndices(pool.Attributes).Apply(Numbers(pool.Image))
           select new OperatorCase(
               $"MaxUnpool of {pool}", new MaxUnpool(pool.Attributes.Kernel, pool.Attributes.Strides, pool.Attributes.Pads), [.. pooled])
           { IsDifferentiable = true },
        new("MaxUnpool of bytes to a shape", Halved, [Of<byte>([1, 2, 3, 4], 1, 1, 2, 2), Places]),
    ];
}
