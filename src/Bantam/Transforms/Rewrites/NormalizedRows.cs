using Bantam.Operators.Arithmetic;
using Bantam.Operators.Normalization;
using Bantam.Operators.Reduction;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>
/// d / √(mean of d² + ε), where d is x less its mean, or x itself, is a normalization of rows: what exporters write for layer and RMS
/// normalizations. Scale and bias stay behind it.
/// </summary>
internal static class NormalizedRows
{
    public static Tensor? Match(Site site)
    {
        if (Divided(site) is not var (d, deviation) || site.Of(deviation) is not { Operator: Sqrt } root) return null;
        if (site.Of(root[0]) is not { Operator: Add } sum || sum.Sides() is not var (small, variance)) return null;
        if (Site.Number(small) is not { } epsilon) return null;
        if (MeanOf(site, variance) is not var (square, axis) || !IsSquare(site.Of(square), d)) return null;

        var less = site.Of(d) is { Operator: Sub } difference ? difference : null;
        var isCentred = less is not null && MeanOf(site, less[1]) is var (x, first) && IsSame(x, less[0]) && first == axis;
        return new RowNormalization(axis - d.Shape.Rank, (float)epsilon, isCentred).ApplyOne(isCentred ? less![0] : d);
    }

    /// <summary>Numerator and denominator of a / b, a · (1 / b) or a · b⁻¹.</summary>
    private static (Tensor Numerator, Tensor Denominator)? Divided(Site site)
    {
        if (site.Operator is Div) return (site[0], site[1]);
        if (site.Operator is not Mul) return null;
        for (var i = 0; i < 2; i++)
        {
            var inverse = site.Of(site[i]);
            if (inverse is { Operator: Reciprocal }) return (site[1 - i], inverse[0]);
            if (inverse is { Operator: Div } && Site.Number(inverse[0]) is 1) return (site[1 - i], inverse[1]);
        }

        return null;
    }

    /// <summary>What a tensor is the mean of over all axes from one on, which it keeps; null where it is none.</summary>
    private static (Tensor Of, int Axis)? MeanOf(Site site, Tensor tensor)
    {
        if (site.Of(tensor) is not { Operator: ReduceMean { KeepDimensions: true } mean } reduction) return null;
        if (!reduction[0].Element.IsFloating() || reduction.Optional(1) is { Constant: null }) return null;
        var (rank, axes) = (reduction[0].Shape.Rank, mean.Axes(reduction[0].Shape, reduction.Optional(1)?.Constant!.ToIntegers()));
        return axes.Length > 0 && axes.SequenceEqual(Enumerable.Range(rank - axes.Length, axes.Length)) ? (reduction[0], axes[0]) : null;
    }

    private static bool IsSquare(Site? site, Tensor of) => site switch
    {
        { Operator: Mul } => IsSame(site[0], of) && IsSame(site[1], of),
        { Operator: Pow } => IsSame(site[0], of) && Site.Number(site[1]) is 2,
        _ => false,
    };

    private static bool IsSame(Tensor a, Tensor b) => a.Value is { } value && value == b.Value;
}
