using Bantam.Operators.Arithmetic;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>A product whose channels are multiplied, or divided, by known numbers is a product with other weights.</summary>
internal static class ScaleIntoWeights
{
    public static Tensor? Match(Site site)
    {
        if (site.Operator is not (Mul or Div) || site.Sides() is not var (factor, output)) return null;
        if (site.Operator is Div && factor == site[0]) return null;
        if (KnownProduct.At(site.OwnOf(output)) is not { } product) return null;
        if (product.PerChannel(factor, output.Shape.Rank, product.Channels) is not { } factors) return null;
        return product.Scaled(site.Operator is Div ? factors.Reciprocal() : factors);
    }
}
