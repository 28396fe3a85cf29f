using System.Collections;
using System.Diagnostics;

namespace Bantam.Tensors;

/// <summary>The dimensions of a tensor, outermost first. Equal dimensions make equal shapes.</summary>
[DebuggerDisplay("{ToString()}")]
public sealed class Shape : IReadOnlyList<Dimension>, IEquatable<Shape>
{
    private readonly Dimension[] _dimensions;
    private readonly bool _isKnown;
    private Dimension? _count;
    private int _elementCount = -1;

    /// <summary>A shape of these dimensions.</summary>
    /// <exception cref="ShapeException">One is a negative number.</exception>
    public Shape(params IEnumerable<Dimension> dimensions)
    {
        _dimensions = [.. dimensions];
        _isKnown = Array.TrueForAll(_dimensions, static d => d.IsKnown);
        foreach (var dimension in _dimensions)
            if ((dimension.IsKnown || ShapeClass.Current?.Knows(dimension) == true) && !dimension.IsNonNegative)
                throw new ShapeException($"A dimension is a number from 0 on; this one is {dimension}.");
    }

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
    public bool IsKnown => _isKnown;

    /// <summary>The dimensions as numbers.</summary>
    /// <exception cref="UnknownShapeException">A dimension has a name that is not bound.</exception>
    public int[] Sizes
    {
        get
        {
            var sizes = new int[_dimensions.Length];
            for (var axis = 0; axis < sizes.Length; axis++) sizes[axis] = SizeOf(_dimensions[axis]);
            return sizes;
        }
    }

    /// <summary>The names in its dimensions, each once.</summary>
    public IEnumerable<string> Names => _dimensions.SelectMany(d => d.Names).Distinct();

    /// <summary>How many elements a tensor of this shape has, as an expression.</summary>
    /// <exception cref="ShapeException">There are more elements than an array can have, even where each name is 1.</exception>
    public Dimension Count
    {
        get
        {
            if (_count is not null) return _count;
            Dimension count = IsKnown ? ElementCount : new Shape(_dimensions.Where(d => d.IsKnown)).ElementCount;
            foreach (var dimension in _dimensions)
                if (!dimension.IsKnown)
                    count *= dimension;
            return _count = count;
        }
    }

    /// <summary>How many elements a tensor of this shape has.</summary>
    /// <exception cref="ShapeException">A dimension is only a name, or there are more elements than an array can have.</exception>
    public int ElementCount
    {
        get
        {
            if (_elementCount >= 0) return _elementCount;
            var count = Counted(Sizes);
            if (_isKnown) _elementCount = count;
            return count;
        }
    }

    /// <summary>The product of the dimensions of some axes.</summary>
    /// <param name="from">The first axis.</param>
    /// <param name="to">The axis to stop before.</param>
    /// <exception cref="ShapeException">The product is more than a tensor can have elements.</exception>
    public Dimension Product(int from, int to) => new Shape(_dimensions[from..to]).Count;

    /// <summary>An axis as a number from 0 on; negative ones count from the end, as in ONNX.</summary>
    /// <exception cref="ShapeException">The shape has no such axis.</exception>
    public int Axis(int axis) => axis >= -Rank && axis < Rank
        ? (axis + Rank) % Math.Max(Rank, 1)
        : throw new ShapeException($"Shape {this} has no axis {axis}; its axes are {-Rank} to {Rank - 1}.");

    /// <summary>The shape with names replaced by numbers where they are bound.</summary>
    /// <exception cref="ShapeException">A dimension becomes negative.</exception>
    public Shape Bind(IReadOnlyDictionary<string, int> names) => IsKnown ? this : new(_dimensions.Select(d => d.Bind(names)));

    /// <summary>
    /// Binds the names that follow from the sizes of a tensor of this shape: <c>[batch, 2*seq]</c> of a tensor [8, 6] binds batch to 8
    /// and seq to 3. A name that is bound already stays so, and what fits no name is left out: hold the bound shape against the tensor's.
    /// </summary>
    public void Bind(Shape sizes, IDictionary<string, int> names)
    {
        var known = new Dictionary<string, int>(names);
        for (var axis = 0; axis < Math.Min(Rank, sizes.Rank); axis++)
            if (_dimensions[axis].Bind(known).Solve(sizes[axis].Size) is { } solved && known.TryAdd(solved.Name, solved.Size))
                names[solved.Name] = solved.Size;
    }

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

    /// <summary>The strides of a row-major tensor, in elements, as expressions.</summary>
    public Dimension[] StrideExpressions()
    {
        // Of no elements the others may be more than a number of 32 bits holds.
        if (_dimensions.Contains((Dimension)0)) return [.. Enumerable.Repeat((Dimension)0, Rank)];
        var strides = new Dimension[Rank];
        Dimension stride = 1;
        for (var axis = Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= _dimensions[axis];
        }

        return strides;
    }

    /// <summary>
    /// The shape that both broadcast to (ONNX multidirectional broadcasting): aligned at the last axis, equal or 1. Of two names that may
    /// differ it is the greater, and beside a number a name is taken to be that number or 1: whether they fit shows when they are bound.
    /// </summary>
    /// <exception cref="ShapeException">An axis differs, whatever the names are bound to, and neither size is 1.</exception>
    public static Shape Broadcast(Shape a, Shape b)
    {
        var rank = Math.Max(a.Rank, b.Rank);
        var result = new Dimension[rank];
        for (var i = 1; i <= rank; i++)
        {
            Dimension x = i <= a.Rank ? a[-i] : 1;
            Dimension y = i <= b.Rank ? b[-i] : 1;
            if (x == y || y.Is(1)) result[rank - i] = x;
            else if (x.Is(1)) result[rank - i] = y;
            else if (Dimension.Differ(x, y) && Dimension.Differ(x, 1) && Dimension.Differ(y, 1))
                throw new ShapeException(
                    $"Shapes {a} and {b} do not broadcast: counted from the end, axis {i} is {x} in one and {y} in the other, "
                    + "and neither is 1.");
            else result[rank - i] = x.IsKnown ? x : y.IsKnown ? y : Dimension.Max(x, y);
        }

        return new Shape(result);
    }

    /// <summary>Whether shapes differ whatever their names are bound to.</summary>
    public static bool Differ(Shape a, Shape b) => a.Rank != b.Rank || a.Zip(b).Any(d => Dimension.Differ(d.First, d.Second));

    /// <summary>Whether a shape may stand where this one is asked for: sizes that are not numbers stand for any.</summary>
    internal bool Fits(Shape given) => Rank == given.Rank && this.Zip(given).All(d => !AreKnown(d) || !Dimension.Differ(d.First, d.Second));

    /// <summary>Names inside of a loop's body are other numbers each round; those of a graph that is planned have one.</summary>
    private static bool AreKnown((Dimension First, Dimension Second) d) =>
        (d.First.IsKnown && d.Second.IsKnown) || ShapeClass.Current is { } current && current.Knows(d.First) && current.Knows(d.Second);

    /// <inheritdoc/>
    public IEnumerator<Dimension> GetEnumerator() => ((IEnumerable<Dimension>)_dimensions).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && _dimensions.AsSpan().SequenceEqual(other._dimensions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = Rank;
        foreach (var dimension in _dimensions) hash = HashCode.Combine(hash, dimension);
        return hash;
    }

    private int SizeOf(Dimension dimension) => dimension.IsKnown || ShapeClass.Current is not null ? dimension.Size
        : throw new UnknownShapeException($"Shape {this} has the unbound dimension '{dimension}'; bind it to a number first.");

    private int Counted(int[] sizes)
    {
        if (sizes.Contains(0)) return 0;
        var count = 1L;
        foreach (var size in sizes)
        {
            count *= size;
            if (count > int.MaxValue)
                throw new ShapeException($"Shape {this} has more elements than the {int.MaxValue} that a tensor can have.");
        }

        return (int)count;
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(',', _dimensions)}]";
}
