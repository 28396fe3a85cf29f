using Bantam.Operators.Arithmetic;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>
/// The elements of a vector that is computed from shapes, as fractions of dimensions. Exporters compute sizes in floats, and scales as
/// quotients of sizes, which <see cref="Operators.ShapeElements"/> does not follow: its elements are integers.
/// </summary>
internal static class SizeFractions
{
    /// <summary>Halves, quarters and so on up to this one are numbers that a fraction may have.</summary>
    private const int SmallestPart = 16;

    /// <summary>Each element as a numerator and a denominator; null where they do not follow from shapes.</summary>
    /// <param name="site">A site that reads the tensor.</param>
    /// <param name="tensor">The tensor.</param>
    public static (Dimension Numerator, Dimension Denominator)[]? Of(Site site, Tensor tensor)
    {
        if (tensor.Value?.Elements is { } elements) return [.. elements.Select(e => (e, (Dimension)1))];
        if (tensor.Constant is { } constant) return constant.Element is ElementType.Float or ElementType.Int64
            ? All(constant.ToDoubles().Select(OfNumber)) : null;
        return site.Of(tensor) switch
        {
            { Operator: Concat { Axis: 0 } } parts =>
                parts.Inputs.Select(p => Of(parts, p!)).ToArray() is var all && all.All(p => p is not null)
                    ? [.. all.SelectMany(p => p!)] : null,
            { Operator: Unsqueeze or Squeeze or Reshape or Identity } moved => Of(moved, moved[0]),
            { Operator: Cast { To: var to } } cast when Of(cast, cast[0]) is { } inner => to.IsFloating() ? inner : Whole(inner),
            { Operator: Floor or Ceil or Round } rounded when Of(rounded, rounded[0]) is { } inner => Whole(inner),
            { Operator: Mul } product => Pairwise(product, (a, b) => (a.Numerator * b.Numerator, a.Denominator * b.Denominator)),
            { Operator: Div } quotient when quotient[0].Element.IsFloating() =>
                Pairwise(quotient, (a, b) => (a.Numerator * b.Denominator, a.Denominator * b.Numerator)),
            _ => null,
        };
    }

    /// <summary>Fractions that are whole numbers at all sizes; null where one may be rounded.</summary>
    private static (Dimension, Dimension)[]? Whole((Dimension Numerator, Dimension Denominator)[] fractions) => All(fractions.Select(
        f => Dimension.DivideExactly(f.Numerator, f.Denominator) is { } whole ? (whole, (Dimension)1) : ((Dimension, Dimension)?)null));

    private static (Dimension, Dimension)[]? Pairwise(
        Site site,
        Func<(Dimension Numerator, Dimension Denominator), (Dimension Numerator, Dimension Denominator), (Dimension, Dimension)> function)
    {
        if (Of(site, site[0]) is not { } left || Of(site, site[1]) is not { } right) return null;
        if (left.Length != right.Length && left.Length != 1 && right.Length != 1) return null;
        return [.. Enumerable.Range(0, Math.Max(left.Length, right.Length)).Select(
            i => function(left[Math.Min(i, left.Length - 1)], right[Math.Min(i, right.Length - 1)]))];
    }

    private static (Dimension, Dimension)? OfNumber(double number)
    {
        for (var part = 1; part <= SmallestPart; part *= 2)
            if (number * part is > -int.MaxValue and < int.MaxValue and var whole && whole == Math.Floor(whole))
                return ((int)whole, part);
        return null;
    }

    private static (Dimension, Dimension)[]? All(IEnumerable<(Dimension, Dimension)?> fractions) =>
        fractions.ToArray() is var all && all.All(f => f is not null) ? [.. all.Select(f => f!.Value)] : null;
}
