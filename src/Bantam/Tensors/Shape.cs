using System.Collections;
using System.Diagnostics;

namespace Bantam.Tensors;

/// <summary>The dimensions of a tensor, outermost first. Equal dimensions make equal shapes.</summary>
[DebuggerDisplay("{ToString()}")]
public sealed class Shape : IReadOnlyList<Dimension>, IEquatable<Shape>
{
    private readonly Dimension[] _dimensions;

    /// <summary>A shape of these dimensions.</summary>
    public Shape(params IEnumerable<Dimension> dimensions) => _dimensions = [.. dimensions];

    /// <summary>The shape of a single number.</summary>
    public static Shape Scalar { get; } = new();

    /// <summary>A shape of numbers.</summary>
    public static Shape Of(params IEnumerable<int> sizes) => new(sizes.Select(s => (Dimension)s));

    /// <summary>How many dimensions there are.</summary>
    public int Rank => _dimensions.Length;

    int IReadOnlyCollection<Dimension>.Count => Rank;

    /// <summary>A dimension; a negative one counts from the end.</summary>
    public Dimension this[int axis] => _dimensions[axis < 0 ? axis + Rank : axis];

    /// <summary>Whether every dimension is a number.</summary>
    public bool IsKnown => _dimensions.All(d => d.IsKnown);

    /// <summary>The dimensions as numbers.</summary>
    /// <exception cref="UnknownShapeException">A dimension is only a name.</exception>
    public int[] Sizes => [.. _dimensions.Select(d => d.IsKnown ? d.Size : throw new UnknownShapeException($"Shape {this} has the unbound dimension '{d}'; bind it to a number first."))];

    /// <summary>How many elements a tensor of this shape has.</summary>
    /// <exception cref="ShapeException">A dimension is only a name, or there are more elements than an array can have.</exception>
    public int ElementCount
    {
        get
        {
            var sizes = Sizes;
            if (sizes.Contains(0)) return 0;
            var count = 1L;
            foreach (var size in sizes)
            {
                count *= size;
                if (count > int.MaxValue) throw new ShapeException($"Shape {this} has more elements than the {int.MaxValue} that a tensor can have.");
            }

            return (int)count;
        }
    }

    /// <summary>The product of the dimensions of some axes.</summary>
    /// <param name="from">The first axis.</param>
    /// <param name="to">The axis to stop before.</param>
    /// <exception cref="ShapeException">A dimension is only a name, or the product is more than a tensor can have elements.</exception>
    public int Product(int from, int to) => new Shape(_dimensions[from..to]).ElementCount;

    /// <summary>An axis as a number from 0 on; negative ones count from the end, as in ONNX.</summary>
    /// <exception cref="ShapeException">The shape has no such axis.</exception>
    public int Axis(int axis) => axis >= -Rank && axis < Rank
        ? (axis + Rank) % Math.Max(Rank, 1)
        : throw new ShapeException($"Shape {this} has no axis {axis}; its axes are {-Rank} to {Rank - 1}.");

    /// <summary>The shape with names replaced by numbers where they are bound.</summary>
    public Shape Bind(IReadOnlyDictionary<string, int> names) =>
        new(_dimensions.Select(d => d.Name is { } name && names.TryGetValue(name, out var size) ? size : d));

    /// <summary>The strides of a row-major tensor, in elements.</summary>
    public int[] Strides()
    {
        var sizes = Sizes;
        var strides = new int[Rank];
        for (int axis = Rank - 1, stride = 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= sizes[axis];
        }

        return strides;
    }

    /// <summary>
    /// The shape that both broadcast to (ONNX multidirectional broadcasting): aligned at the last axis, equal or 1.
    /// </summary>
    /// <exception cref="ShapeException">An axis differs and neither size is 1.</exception>
    public static Shape Broadcast(Shape a, Shape b)
    {
        var rank = Math.Max(a.Rank, b.Rank);
        var result = new Dimension[rank];
        for (var i = 1; i <= rank; i++)
        {
            Dimension x = i <= a.Rank ? a[-i] : 1;
            Dimension y = i <= b.Rank ? b[-i] : 1;
            result[rank - i] = x == y || y == 1 ? x : x == 1 ? y
                : throw new ShapeException($"Shapes {a} and {b} do not broadcast: counted from the end, axis {i} is {x} in one and {y} in the other, and neither is 1.");
        }

        return new Shape(result);
    }

    /// <inheritdoc/>
    public IEnumerator<Dimension> GetEnumerator() => ((IEnumerable<Dimension>)_dimensions).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && _dimensions.AsSpan().SequenceEqual(other._dimensions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode() => _dimensions.Aggregate(Rank, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(',', _dimensions)}]";
}
