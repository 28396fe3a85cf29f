using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>
/// The values that lie inside of others, so that nothing is copied: a part of a concatenation is computed into it, what is padded into
/// its frame, and a slice is read where it was cut.
/// </summary>
internal sealed class Views
{
    private readonly Dictionary<Value, View> _parts = [];

    /// <summary>Whether a value lies inside of another.</summary>
    public bool IsPart(Value value) => _parts.ContainsKey(value);

    /// <summary>Lets a value lie in another one, which lies where it will stay.</summary>
    /// <param name="value">The part.</param>
    /// <param name="home">What it lies in.</param>
    /// <param name="first">The place of its first element in the memory of <paramref name="home"/>'s holder.</param>
    /// <param name="strides">The distance of neighbours along each of its axes.</param>
    public void Add(Value value, Value home, Dimension first, Dimension[] strides) =>
        _parts.Add(value, new View(Of(home).Holder, first, strides));

    /// <summary>Where a value lies: itself, if it lies in no other one.</summary>
    public View Of(Value value) => _parts.GetValueOrDefault(value) ?? new View(value, 0, value.Type.Shape.StrideExpressions());

    /// <summary>The distance of neighbours along each axis of a value.</summary>
    public Dimension[] Strides(Value value) => Of(value).Strides;

    /// <summary>Whether elements at such distances lie one behind the other.</summary>
    public static bool IsDense(Shape shape, Dimension[] strides)
    {
        Dimension dense = 1;
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            if (shape[axis] == 1) continue;
            if (strides[axis] != dense) return false;
            dense *= shape[axis];
        }

        return true;
    }

    /// <summary>
    /// The distances of neighbours of a tensor that is seen under another shape where it lies; null where they are not one along an axis.
    /// </summary>
    /// <param name="shape">The shape that it is seen under.</param>
    /// <param name="strides">The distances along the axes of that.</param>
    /// <param name="own">Its own shape, of the same elements in the same order.</param>
    public static Dimension[]? Reshaped(Shape shape, Dimension[] strides, Shape own)
    {
        if (shape.Equals(own)) return strides;
        if (!shape.IsKnown || !own.IsKnown) return null;
        var (sizes, steps) = Broadcasting.Collapse([.. shape], [strides]);
        var result = new Dimension[own.Rank];
        var (block, left) = (sizes.Length, 1);
        Dimension step = 0;
        for (var axis = own.Rank - 1; axis >= 0; axis--)
        {
            var size = own[axis].Size;
            if (size > 1 && left == 1) (block, left, step) = (block - 1, sizes[block - 1].Size, steps[0][block - 1]);
            if (left % size != 0) return null;
            result[axis] = step;
            (left, step) = (left / size, step * size);
        }

        return result;
    }

    /// <summary>The number of elements from the first to behind the last one, with what lies between.</summary>
    public static Dimension Extent(Shape shape, Dimension[] strides) =>
        Enumerable.Range(0, shape.Rank).Aggregate((Dimension)1, (extent, axis) => extent + ((shape[axis] - 1) * strides[axis]));
}

/// <summary>Where a value lies.</summary>
/// <param name="Holder">The value in whose memory, which lies in no other one.</param>
/// <param name="First">The place of its first element there.</param>
/// <param name="Strides">The distance of neighbours along each axis.</param>
internal sealed record View(Value Holder, Dimension First, Dimension[] Strides);
