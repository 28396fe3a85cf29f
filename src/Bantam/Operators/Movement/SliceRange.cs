using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// The elements that a slice takes along one axis: <paramref name="Count"/> from <paramref name="Start"/> on, each
/// <paramref name="Step"/> further.
/// </summary>
/// <param name="Start">The first.</param>
/// <param name="Count">How many.</param>
/// <param name="Step">The distance; not 0, may be negative.</param>
public sealed record SliceRange(int Start, int Count, int Step)
{
    /// <summary>The range from start to before end on an axis, with what lies outside clamped as in ONNX.</summary>
    public static SliceRange Of(int start, int end, int step, int size)
    {
        // Sizes are added in 64 bits: ends such as 2³¹ − 1 stand for "to the end".
        var first = start < 0 ? (long)start + size : start;
        var last = end < 0 ? (long)end + size : end;
        (first, last) = step > 0
            ? (Math.Clamp(first, 0, size), Math.Clamp(last, 0, size))
            : (Math.Clamp(first, -1, size - 1L), Math.Clamp(last, -1, size - 1L));
        var count = step > 0 ? (last - first + step - 1) / step : (last - first + step + 1) / step;
        return new SliceRange((int)first, (int)Math.Max(count, 0), step);
    }

    /// <summary>The first element of a range, with what lies outside clamped.</summary>
    public static Dimension First(Dimension start, int step, Dimension size)
    {
        var last = step > 0 ? size : size - 1;
        return Dimension.Max(Dimension.Min(start.IsNonNegative ? start : start + size, last), step > 0 ? 0 : -1);
    }

    /// <summary>How many elements the range has on an axis; null where only numbers show whether a bound counts from the end.</summary>
    public static Dimension? Taken(Dimension start, Dimension end, int step, Dimension size)
    {
        if (start.IsKnown && end.IsKnown && size.IsKnown) return Of(start.Size, end.Size, step, size.Size).Count;
        if (Place(start) is not { } first || Place(end) is not { } last) return null;

        // Where both bounds lie outside on one side nothing is left, so that each needs to be clamped on one side only.
        var span = step > 0
            ? Dimension.Min(Dimension.Min(last - first, size - first), Dimension.Min(last, size))
            : Dimension.Min(Dimension.Min(first - last, first + 1), Dimension.Min(size - 1 - last, size));
        return Dimension.Max((span + Math.Abs(step) - 1) / Math.Abs(step), 0);

        // Numbers at the ends of 32 bits stand for "to the end".
        Dimension? Place(Dimension bound) => bound == int.MaxValue ? size : bound.IsKnown && bound.Size <= -int.MaxValue ? -1
            : bound.IsNonNegative ? bound : (-bound - 1).IsNonNegative ? bound + size : null;
    }
}
