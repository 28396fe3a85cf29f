using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// What a reshape does to axes: the factors that the axes before and after it have in common, of which each axis is a product.
/// </summary>
internal static class AxisFactors
{
    /// <summary>
    /// The axes of both shapes as products of common factors: [N, C, H, W] becomes [N, C·H·W] as n c h w -> n (c h w). Axes that no
    /// factor parts, as in [4, 6] and [6, 4], follow nothing. Null where a name or an empty axis is in the way.
    /// </summary>
    public static (AxisPart[][] From, AxisPart[][] To)? Of(Shape from, Shape to)
    {
        if (from.Concat(to).Contains(0)) return null;
        var (left, right) = (new Side(from), new Side(to));
        while (left.Next() | right.Next())
        {
            if (left.IsDone || right.IsDone) return null;
            if (left.Open == right.Open) Take(left.Open);
            else if (Dimension.DivideExactly(left.Open, right.Open) is not null) Take(right.Open);
            else if (Dimension.DivideExactly(right.Open, left.Open) is not null) Take(left.Open);
            else if (left.Open.IsKnown && right.Open.IsKnown) Entangle();
            else return null;
        }

        return (left.Axes, right.Axes);

        void Take(Dimension size)
        {
            var label = new AxisLabel();
            left.Take(label, size);
            right.Take(label, size);
        }

        void Entangle()
        {
            var (before, after) = (left.TakeAlone(), right.TakeAlone());
            while (before != after)
            {
                var side = before < after ? left : right;
                side.Next();
                if (before < after) before *= side.TakeAlone();
                else after *= side.TakeAlone();
            }
        }
    }

    /// <summary>
    /// The reshape of a tensor where it lies. Its result lies in the order of what its axes are made of; axes that are merged and do not
    /// lie next to each other are brought there. Null where axes follow nothing, or must stay in their order.
    /// </summary>
    public static LaidOut? Reshape(LaidOut input, AxisPart[][] from, AxisPart[][] to)
    {
        if (from.Concat(to).Any(axis => axis.Any(part => part.Label.Kind == AxisKind.Gathered))) return null;
        int[] arrangement = [.. input.Arrangement];
        var places = new Dictionary<AxisLabel, int>();
        foreach (var part in arrangement.SelectMany(axis => from[axis])) places.Add(part.Label, places.Count);

        // An axis of size 1 that nothing is in lies behind the one before it.
        var keys = new int[to.Length];
        for (var axis = 0; axis < to.Length; axis++)
            keys[axis] = to[axis].Length > 0 ? places[to[axis][0].Label] : axis > 0 ? keys[axis - 1] : -1;
        int[] result = [.. Enumerable.Range(0, to.Length).OrderBy(axis => keys[axis])];

        var wanted = new Dictionary<AxisLabel, int>();
        foreach (var part in result.SelectMany(axis => to[axis])) wanted.Add(part.Label, wanted.Count);
        int[] order = [.. Enumerable.Range(0, from.Length).OrderBy(axis => from[axis].Length > 0 ? wanted[from[axis][0].Label] : -1)];

        // An axis of which one part goes to the axis before it and one to that behind cannot leave its place between them.
        var labels = order.SelectMany(axis => from[axis]).Select(part => part.Label);
        if (!labels.SequenceEqual(result.SelectMany(axis => to[axis]).Select(part => part.Label))) return null;
        var moved = input.Arranged(order);
        var sizes = result.Select(axis => to[axis].Aggregate((Dimension)1, (size, part) => size * part.Size));
        return LaidOut.Of(moved.Reshape(new Shape(sizes)), LaidOut.Inverse(result));
    }

    /// <summary>One of the shapes while its axes are taken apart.</summary>
    private sealed class Side(Shape shape)
    {
        private readonly List<AxisPart>[] _axes = [.. shape.Select(_ => new List<AxisPart>())];
        private int _axis = -1;

        /// <summary>What is left of the axis.</summary>
        public Dimension Open { get; private set; } = 1;

        /// <summary>Whether all axes are taken.</summary>
        public bool IsDone => _axis == shape.Rank;

        public AxisPart[][] Axes => [.. _axes.Select(parts => parts.ToArray())];

        /// <summary>Goes on to the next axis that has more than one element; whether there is one.</summary>
        public bool Next()
        {
            while (Open == 1 && !IsDone) (_axis, Open) = (_axis + 1, _axis + 1 < shape.Rank ? shape[_axis + 1] : 1);
            return !IsDone;
        }

        public void Take(AxisLabel label, Dimension size)
        {
            _axes[_axis].Add(new AxisPart(label, size));
            Open = Open == size ? 1 : Open / size;
        }

        /// <summary>Takes all that is left of the axis as something that is in no axis of the other side.</summary>
        public long TakeAlone()
        {
            var size = Open;
            Take(new AxisLabel(AxisKind.Gathered), size);
            return size.Size;
        }
    }
}
