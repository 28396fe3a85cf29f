using Bantam.Operators.Vision;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>
/// A <see cref="Resize"/> to sizes, or by scales, that are computed from the shape of its input and are the same number of times that
/// shape at all sizes: the numbers are constants, and what computes sizes is needed no more.
/// </summary>
internal static class ResizeByScales
{
    private const int Part = 1, Scales = 2, Lengths = 3;

    public static Tensor? Match(Site site)
    {
        if (site.Operator is not Resize { KeepAspectRatio: AspectRatioPolicy.Stretch } op) return null;
        var (scales, lengths) = (Given(site, Scales), Given(site, Lengths));
        if ((scales ?? lengths) is not { Constant: null } given || SizeFractions.Of(site, given) is not { } fractions) return null;
        var shape = site[0].Shape;
        int[] axes = [.. op.ResizedAxes?.Select(shape.Axis) ?? Enumerable.Range(0, shape.Rank)];
        if (fractions.Length != axes.Length) return null;
        var numbers = new float[axes.Length];
        for (var i = 0; i < axes.Length; i++)
        {
            var (numerator, denominator) = fractions[i];
            if (Quotient(numerator, scales is null ? denominator * shape[axes[i]] : denominator) is not { } number) return null;
            numbers[i] = number;
        }

        return op.ApplyOne(site[0], site.Optional(Part), Tensor.From<float>(numbers, numbers.Length));
    }

    private static Tensor? Given(Site site, int input) => site.Optional(input) is { } tensor && tensor.Shape.Count != 0 ? tensor : null;

    /// <summary>A quotient that is the same at all sizes, and a float; null where it is not, or not above 0.</summary>
    private static float? Quotient(Dimension numerator, Dimension denominator)
    {
        if (numerator.IsKnown && denominator.IsKnown)
            return denominator.Size > 0 && (float)((double)numerator.Size / denominator.Size) is > 0 and var number
                && (double)number * denominator.Size == numerator.Size ? number : null;
        return Dimension.DivideExactly(numerator, denominator) is { IsKnown: true, Size: > 0 } whole ? whole.Size : null;
    }
}
