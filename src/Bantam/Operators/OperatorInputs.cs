using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Operators;

/// <summary>What an operator's type rule knows of its inputs.</summary>
/// <param name="kinds">What they are; null where an optional input is absent.</param>
/// <param name="constants">Their elements where they are known already.</param>
/// <param name="elements">Their elements as expressions of named dimensions, where they are computed from shapes.</param>
/// <param name="node">The name of the node that the rule is asked for: what only a run shows is named after it.</param>
public sealed class OperatorInputs(
    IReadOnlyList<ValueKind?> kinds, IReadOnlyList<Tensor?> constants,
    IReadOnlyList<IReadOnlyList<Dimension>?>? elements = null, Func<string>? node = null)
{
    private const int MostDimensions = 64;
    private int _unknown;
    private bool[]? _isRead;

    /// <summary>How many inputs were given, absent ones in between included.</summary>
    public int Count => kinds.Count;

    /// <summary>The type of an input.</summary>
    /// <exception cref="ShapeException">It is absent, or no tensor.</exception>
    public TensorType this[int index] => Optional(index) ?? throw Missing(index);

    /// <summary>The type of an input that may be absent.</summary>
    /// <exception cref="ShapeException">It is no tensor.</exception>
    public TensorType? Optional(int index) => OptionalKind(index) switch
    {
        null => null,
        TensorType type => type,
        var other => throw new ShapeException($"input {index} is a {other}; the operator takes a tensor."),
    };

    /// <summary>What an input is that may be a sequence or an optional.</summary>
    /// <exception cref="ShapeException">It is absent.</exception>
    public ValueKind Kind(int index) => OptionalKind(index) ?? throw Missing(index);

    /// <summary>What an input is that may be absent.</summary>
    public ValueKind? OptionalKind(int index) => index < kinds.Count ? kinds[index] : null;

    /// <summary>The shape of an input.</summary>
    public Shape Shape(int index) => this[index].Shape;

    /// <summary>An input's tensor, where it is known before the graph runs; also when an operator is evaluated.</summary>
    public Tensor? Constant(int index)
    {
        if (_isRead is not null && index < _isRead.Length) _isRead[index] = true;
        return constants.ElementAtOrDefault(index);
    }

    /// <summary>The elements of a small tensor of integers or truth values as expressions; null where only a run shows them.</summary>
    public IReadOnlyList<Dimension>? Elements(int index)
    {
        if (Constant(index) is not { } tensor) return elements?.ElementAtOrDefault(index);
        if (tensor.Element is not (ElementType.Int32 or ElementType.Int64 or ElementType.Bool)) return null;
        var numbers = tensor.ToNumbers<long>();
        return numbers.All(n => n is >= int.MinValue and <= int.MaxValue) ? Array.ConvertAll(numbers, n => (Dimension)(int)n) : null;
    }

    /// <summary>The elements of an input that names axes or counts, as numbers.</summary>
    /// <exception cref="UnknownShapeException">They are computed, so the shape is not known before the graph runs.</exception>
    public int[] Integers(int index, string what) => Constant(index)?.ToIntegers() ?? throw Computed(index, what);

    /// <summary>The elements of an optional input that names axes or counts; null where it is absent.</summary>
    public int[]? OptionalIntegers(int index, string what) => Optional(index) is null ? null : Integers(index, what);

    /// <summary>
    /// The elements of an input that decides about shapes, numbers beyond 32 bits as the nearest such number; null where only a run
    /// shows them.
    /// </summary>
    /// <exception cref="ShapeException">It is not a tensor of integers.</exception>
    public IReadOnlyList<Dimension>? Dimensions(int index)
    {
        if (Constant(index) is { } tensor) return Array.ConvertAll(tensor.ToIntegers(), n => (Dimension)n);
        return this[index].Element is ElementType.Int32 or ElementType.Int64 ? Elements(index)
            : throw new ShapeException($"Shapes and axes are Int64 tensors; this one is {this[index]}.");
    }

    /// <summary>The elements of an input that is a shape; where only a run shows them, a new name for each.</summary>
    /// <exception cref="UnknownShapeException">Not even their number is known.</exception>
    /// <exception cref="ShapeException">One is larger than a dimension may be.</exception>
    public IReadOnlyList<Dimension> Sizes(int index, string what)
    {
        if (Constant(index) is { Element: ElementType.Int64 } tensor)
            foreach (var size in tensor.Span<long>())
                if (size > int.MaxValue)
                    throw new ShapeException($"{what} (input {index}) has {size}; a dimension is at most {int.MaxValue}.");
        return Dimensions(index) ?? Unknown(Length(index, what));
    }

    /// <summary>Whether an input is given that only a run shows.</summary>
    public bool IsComputed(int index) => Optional(index) is not null && Constant(index) is null;

    /// <summary>How many elements a list of axes or sizes has.</summary>
    /// <exception cref="UnknownShapeException">Only a run shows it.</exception>
    public int Length(int index, string what) => Shape(index).Count is { IsKnown: true } count ? count.Size : throw Computed(index, what);

    /// <summary>New names for dimensions that only a run shows.</summary>
    /// <exception cref="ShapeException">They are more than a shape may have, or fewer than none.</exception>
    public Dimension[] Unknown(int count) => count is >= 0 and <= MostDimensions
        ? [.. Enumerable.Range(0, count).Select(_ => Unknown())]
        : throw new ShapeException($"a shape that only a run shows has 0 to {MostDimensions} dimensions; this one would have {count}.");

    /// <summary>A new name for a dimension that only a run shows.</summary>
    public Dimension Unknown() => $"{node?.Invoke() ?? "?"}:{_unknown++}";

    /// <summary>Which inputs' elements were asked for, from the first call on.</summary>
    internal IReadOnlyList<bool> IsRead => _isRead ??= new bool[kinds.Count];

    /// <summary>What is known of tensors, symbolic or not.</summary>
    internal static OperatorInputs Of(IReadOnlyList<Tensor?> inputs)
    {
        var (kinds, constants) = (new ValueKind?[inputs.Count], new Tensor?[inputs.Count]);
        var elements = new IReadOnlyList<Dimension>?[inputs.Count];
        for (var i = 0; i < kinds.Length; i++)
            (kinds[i], constants[i], elements[i]) = (inputs[i]?.Kind, inputs[i]?.Constant, inputs[i]?.Value?.Elements);
        return new(kinds, constants, elements);
    }

    /// <summary>What is known of a node's inputs.</summary>
    internal static OperatorInputs Of(Node node) => new(
        [.. node.Inputs.Select(i => i?.Kind)], [.. node.Inputs.Select(i => i?.Constant)],
        [.. node.Inputs.Select(i => i?.Elements)], () => node.Name);

    private static ShapeException Missing(int index) => new($"input {index} is missing.");

    private static UnknownShapeException Computed(int index, string what) =>
        new($"{what} (input {index}) is computed by the graph; shapes must be known before it runs. Make it a constant.");
}
