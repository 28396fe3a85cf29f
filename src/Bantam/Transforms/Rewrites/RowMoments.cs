using Bantam.Operators.Arithmetic;
using Bantam.Operators.Reduction;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>Means and deviations of rows, as exporters write them.</summary>
internal static class RowMoments
{
    /// <summary>What a tensor is the mean of over all axes from one on, which it keeps; null where it is none.</summary>
    public static (Tensor Of, int Axis)? MeanOf(Site site, Tensor tensor)
    {
        if (site.Of(tensor) is not { Operator: ReduceMean { KeepDimensions: true } mean } reduction) return null;
        if (!reduction[0].Element.IsFloating() || reduction.Optional(1) is { Constant: null }) return null;
        var (rank, axes) = (reduction[0].Shape.Rank, mean.Axes(reduction[0].Shape, reduction.Optional(1)?.Constant!.ToIntegers()));
        return axes.Length > 0 && axes.SequenceEqual(Enumerable.Range(rank - axes.Length, axes.Length)) ? (reduction[0], axes[0]) : null;
    }

    /// <summary>d, its first axis of a row and ε where a tensor is √(mean of d² + ε); null where it is not.</summary>
    public static (Tensor Of, int Axis, double Epsilon)? DeviationOf(Site site, Tensor tensor)
    {
        if (site.Of(tensor) is not { Operator: Sqrt } root || root.Of(root[0]) is not { Operator: Add } sum) return null;
        if (sum.Sides() is not var (small, variance) || Site.Number(small) is not { } epsilon) return null;
        return MeanOf(sum, variance) is var (square, axis) && RootOf(site.Of(square)) is { } of ? (of, axis, epsilon) : null;
    }

    /// <summary>What 1 is divided by; null where a tensor is no inverse.</summary>
    public static Tensor? InverseOf(Site site, Tensor tensor) => site.Of(tensor) switch
    {
        { Operator: Reciprocal } inverse => inverse[0],
        { Operator: Div } inverse when Site.Number(inverse[0]) is 1 => inverse[1],
        _ => null,
    };

    /// <summary>x and the first axis of a row, where a tensor is x less its mean, or the other way round; null where it is not.</summary>
    public static (Tensor Of, int Axis, bool IsNegative)? CentredOf(Site site, Tensor tensor)
    {
        if (site.Of(tensor) is not { Operator: Sub } difference) return null;
        for (var i = 0; i < 2; i++)
            if (MeanOf(difference, difference[1 - i]) is var (x, axis) && Site.IsSame(x, difference[i]))
                return (x, axis, i == 1);
        return null;
    }

    private static Tensor? RootOf(Site? site) => site switch
    {
        { Operator: Mul } when Site.IsSame(site[0], site[1]) => site[0],
        { Operator: Pow } when Site.Number(site[1]) is 2 => site[0],
        _ => null,
    };
}
