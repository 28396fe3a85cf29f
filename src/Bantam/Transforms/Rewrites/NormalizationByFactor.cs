using Bantam.Operators.Arithmetic;
using Bantam.Operators.Normalization;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>
/// x·f + (bias − mean·f), where f is scale/√(variance + ε) of the rows of x, is a normalization of rows: what TensorFlow and Keras write
/// for a layer normalization.
/// </summary>
internal static class NormalizationByFactor
{
    public static Tensor? Match(Site site)
    {
        if (site.Operator is not Add) return null;
        for (var i = 0; i < 2; i++)
        {
            if (site.OwnOf(site[i]) is not { Operator: Mul } scaled || site.OwnOf(site[1 - i]) is not { Operator: Sub } shift) continue;
            if (!site.IsKnown(shift[0]) || shift.OwnOf(shift[1]) is not { Operator: Mul } taken) continue;
            if (Common(scaled, taken) is not var (factor, x, mean) || RowMoments.MeanOf(site, mean) is not var (of, axis)) continue;
            if (!Site.IsSame(of, x) || !x.Type.Equals(site.Type)) continue;
            var (scale, inverse) = Scaled(site, factor);
            if (RowMoments.InverseOf(site, inverse) is not { } deviation) continue;
            if (RowMoments.DeviationOf(site, deviation) is not var (d, rows, epsilon) || rows != axis) continue;
            if (RowMoments.CentredOf(site, d) is not var (centred, first, _) || first != axis || !Site.IsSame(centred, x)) continue;

            var result = new RowNormalization(axis - x.Shape.Rank, (float)epsilon, IsCentred: true).ApplyOne(x);
            return (scale is null ? result : result * scale) + shift[0];
        }

        return null;
    }

    /// <summary>The factor that two products have in common, and the other one of each.</summary>
    private static (Tensor Factor, Tensor First, Tensor Second)? Common(Site first, Site second)
    {
        for (var i = 0; i < 2; i++)
            for (var j = 0; j < 2; j++)
                if (Site.IsSame(first[i], second[j]))
                    return (first[i], first[1 - i], second[1 - j]);
        return null;
    }

    private static (Tensor? Scale, Tensor Inverse) Scaled(Site site, Tensor factor) =>
        site.Of(factor) is { Operator: Mul } product && product.Sides() is var (scale, inverse) ? (scale, inverse) : (null, factor);
}
