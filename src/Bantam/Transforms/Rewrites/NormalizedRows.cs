using Bantam.Operators.Arithmetic;
using Bantam.Operators.Normalization;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>
/// d / √(mean of d² + ε), where d is x less its mean, or x itself, is a normalization of rows: what exporters write for layer and RMS
/// normalizations.
/// </summary>
internal static class NormalizedRows
{
    public static Tensor? Match(Site site)
    {
        if (Divided(site) is not var (d, deviation) || RowMoments.DeviationOf(site, deviation) is not var (of, axis, epsilon)) return null;
        if (!Site.IsSame(of, d)) return null;
        var centred = RowMoments.CentredOf(site, d);
        var isCentred = centred is (_, var first, false) && first == axis;
        return new RowNormalization(axis - d.Shape.Rank, (float)epsilon, isCentred).ApplyOne(isCentred ? centred!.Value.Of : d);
    }

    /// <summary>Numerator and denominator of a / b, a · (1 / b) or a · b⁻¹.</summary>
    private static (Tensor Numerator, Tensor Denominator)? Divided(Site site)
    {
        if (site.Operator is Div) return (site[0], site[1]);
        if (site.Operator is not Mul) return null;
        for (var i = 0; i < 2; i++)
            if (RowMoments.InverseOf(site, site[i]) is { } denominator)
                return (site[1 - i], denominator);
        return null;
    }
}
