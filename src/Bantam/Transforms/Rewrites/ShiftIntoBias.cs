using Bantam.Operators.Arithmetic;
using Bantam.Operators.Linear;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>A product to whose channels known numbers are added is a product with another bias.</summary>
internal static class ShiftIntoBias
{
    public static Tensor? Match(Site site)
    {
        if (site.Operator is not (Add or Sub) || site.Sides() is not var (summand, output)) return null;
        if (site.Operator is Sub && summand == site[0]) return null;
        if (site.OwnOf(output) is not { Operator: not MatMul } inner || KnownProduct.At(inner) is not { } product) return null;
        if (product.PerChannel(summand, output.Shape.Rank, product.Channels) is not { } numbers) return null;
        return product.Shifted(site.Operator is Sub ? -numbers : numbers);
    }
}
