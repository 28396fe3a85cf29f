using Bantam.Operators.Arithmetic;
using Bantam.Operators.Convolution;
using Bantam.Operators.Linear;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>
/// A product of what was multiplied by known numbers, or increased by them, channel by channel, is a product with other weights or
/// another bias: a normalization before a convolution, the scale of pixels before the first one.
/// </summary>
internal static class InputIntoWeights
{
    public static Tensor? Match(Site site)
    {
        if (site.Operator is not (Conv or Gemm or MatMul) || KnownProduct.At(site) is null) return null;
        if (site.OwnOf(site[0]) is not { Operator: Mul or Div or Add or Sub } before) return null;
        if (before.Sides() is not var (numbers, input)) return null;
        if (numbers == before[0] && before.Operator is Div or Sub || !input.Shape.Equals(site[0].Shape)) return null;

        var product = KnownProduct.At(site.On(input))!;
        if (before.Operator is Add or Sub && product.IsPadded) return null;
        return product.PerChannel(numbers, input.Shape.Rank, product.InputChannels) is not { } vector ? null : before.Operator switch
        {
            Mul => product.OfScaled(vector),
            Div => product.OfScaled(vector.Reciprocal()),
            Add => product.OfShifted(vector),
            _ => product.OfShifted(-vector),
        };
    }
}
