using System.Diagnostics;
using System.Runtime.InteropServices;
using Bantam.Graphs;
using Bantam.Operators.Movement;

namespace Bantam.Tensors;

/// <summary>
/// An array of numbers, truth values or texts. A concrete tensor has its elements in memory, and operators on it run at once; a
/// symbolic one stands for a value of a graph that is being traced, and operators on it are written down. The same code serves both.
/// What ONNX has besides, sequences of tensors and optionals, goes the same way: <see cref="Kind"/> says what it is.
/// </summary>
[DebuggerDisplay("{Kind}")]
public sealed partial class Tensor
{
    /// <summary>The bytes of the elements: an array, a part of one, a block or a file; or the texts; or a sequence's items.</summary>
    private object? _storage;

    /// <summary>A tensor of zeros, or of empty texts.</summary>
    /// <exception cref="ShapeException">It would take more bytes than an array can have.</exception>
    public Tensor(TensorType type)
    {
        Kind = type;
        _storage = type.Element == ElementType.String ? Texts(type.Shape.ElementCount) : new byte[ArrayLength(type)];
    }

    /// <summary>A tensor whose elements lie in a part of an array.</summary>
    internal Tensor(TensorType type, ArraySegment<byte> elements)
        : this(type, (object)elements)
    {
    }

    /// <summary>A tensor whose elements lie in a block, which kernels work on as it is.</summary>
    internal Tensor(TensorType type, NativeBlock block)
        : this(type, (object)block)
    {
    }

    /// <summary>A constant tensor whose elements lie elsewhere, with the axes in another order, until they are asked for.</summary>
    internal Tensor(LaidOut source)
    {
        Kind = source.Type;
        Source = source;
    }

    private Tensor(TensorType type, object storage)
    {
        Kind = type;
        _storage = storage;
    }

    internal Tensor(Value value, GraphBuilder builder)
    {
        Kind = value.Kind;
        Value = value;
        Builder = builder;
    }

    /// <summary>What it is: its element type and shape, or which sequence or optional.</summary>
    public ValueKind Kind { get; }

    /// <summary>Its element type and shape.</summary>
    /// <exception cref="ShapeException">It is a sequence or an optional.</exception>
    public TensorType Type => Kind as TensorType ?? throw new ShapeException($"a {Kind} is no tensor; take a tensor out of it.");

    /// <summary>Its dimensions.</summary>
    public Shape Shape => Type.Shape;

    /// <summary>Its element type.</summary>
    public ElementType Element => Type.Element;

    /// <summary>Whether it stands for a value of a graph that is being traced.</summary>
    public bool IsSymbolic => Value is not null;

    internal Value? Value { get; }

    /// <summary>Where a constant has its elements from, with the axes in another order; null of others.</summary>
    internal LaidOut? Source { get; }

    /// <summary>The block that the elements lie in, and nobody changes; null where they lie in an array.</summary>
    internal NativeBlock? Block => _storage switch
    {
        NativeBlock block => block,
        MappedElements mapped => mapped.ForKernels(),
        _ => null,
    };

    /// <summary>
    /// The tensor with its elements, where they are known already: this one, or the constant that a symbolic one stands for.
    /// </summary>
    internal Tensor? Constant => IsSymbolic ? Value!.Constant : this;

    internal GraphBuilder? Builder { get; }

    /// <summary>
    /// The elements as bytes, row by row; those of less than 8 bits are packed, the first lowest. Of a tensor that a file is mapped to
    /// (<see cref="Map"/>) keep the tensor as long as them.
    /// </summary>
    /// <exception cref="InvalidOperationException">The tensor is symbolic, or holds texts.</exception>
    public Span<byte> Bytes => Storage switch
    {
        byte[] bytes => bytes,
        ArraySegment<byte> part => part,
        NativeBlock block => block.Span(0, Type.Bytes),
        MappedElements mapped => mapped.Bytes,
        _ => throw new InvalidOperationException($"The texts of {Type} lie in no bytes; use Strings."),
    };

    /// <summary>The elements of a tensor of texts, row by row; writing to them changes the tensor.</summary>
    /// <exception cref="InvalidOperationException">The tensor is symbolic, or its elements are no texts.</exception>
    public Span<string> Strings => Storage as string[] ?? throw new InvalidOperationException($"The elements of {Type} are no texts.");

    private object Storage => _storage ?? (Source is { } source
        ? Interlocked.CompareExchange(ref _storage, Permuted(source), null) ?? _storage
        : throw new InvalidOperationException($"Tensor '{Value!.Name}' {Type} is symbolic: it gets its elements when the graph runs."));

    /// <summary>A tensor with these elements, row by row.</summary>
    /// <exception cref="ShapeException">Their number is not that of the shape.</exception>
    public static Tensor From<T>(ReadOnlySpan<T> elements, Shape shape) where T : unmanaged
    {
        if (elements.Length != shape.ElementCount)
            throw new ShapeException($"Shape {shape} has {shape.ElementCount} elements; {elements.Length} were given.");
        var tensor = new Tensor(new TensorType(ElementTypes.Of<T>(), shape));
        elements.CopyTo(tensor.Span<T>());
        return tensor;
    }

    /// <summary>A tensor with these elements, row by row; without dimensions a vector.</summary>
    public static Tensor From<T>(T[] elements, params int[] dimensions) where T : unmanaged =>
        From<T>(elements.AsSpan(), Shape.Of(dimensions.Length == 0 ? [elements.Length] : dimensions));

    /// <summary>A tensor of texts, row by row; without a shape a vector.</summary>
    /// <exception cref="ShapeException">Their number is not that of the shape.</exception>
    public static Tensor From(string[] elements, Shape? shape = null)
    {
        shape ??= Shape.Of(elements.Length);
        if (elements.Length != shape.ElementCount)
            throw new ShapeException($"Shape {shape} has {shape.ElementCount} elements; {elements.Length} were given.");
        return new Tensor(new TensorType(ElementType.String, shape), (string[])elements.Clone());
    }

    /// <summary>A single number.</summary>
    public static Tensor Scalar<T>(T value) where T : unmanaged => From<T>([value], Shape.Scalar);

    /// <summary>The elements in memory, row by row; writing to them changes the tensor.</summary>
    /// <exception cref="InvalidOperationException">The tensor is symbolic, or its elements are of another type.</exception>
    public Span<T> Span<T>() where T : unmanaged => ElementTypes.Of<T>() == Element
        ? MemoryMarshal.Cast<byte, T>(Bytes)
        : throw new InvalidOperationException($"The elements of {Type} are not {typeof(T).Name}.");

    /// <summary>A copy of the elements.</summary>
    public T[] ToArray<T>() where T : unmanaged => Span<T>().ToArray();

    /// <summary>The same elements, in the same memory, under another shape. Only of concrete tensors; symbolic ones are reshaped.</summary>
    /// <exception cref="ShapeException">The number of elements differs.</exception>
    public Tensor View(Shape shape)
    {
        if (shape.ElementCount != Shape.ElementCount)
            throw new ShapeException(
                $"{Shape} has {Shape.ElementCount} elements and cannot be viewed as {shape} with {shape.ElementCount}.");
        var view = new Tensor(Type with { Shape = shape }, Storage);
        Tape.Current?.Add(new Reshape(AllowZero: true), [this, DimensionTensors.Vector(shape)], [view]);
        return view;
    }

    private byte[] Permuted(LaidOut source)
    {
        var (constant, bytes) = (source.Physical, new byte[ArrayLength(Type)]);
        StridedElements.Copy(constant.Bytes, Element.Size(), Shape.Sizes, source.Strides(), bytes, Shape.Sizes[^1]);
        return bytes;
    }

    private static string[] Texts(int count)
    {
        var texts = new string[count];
        Array.Fill(texts, "");
        return texts;
    }

    private static int ArrayLength(TensorType type) => type.Bytes <= Array.MaxLength ? (int)type.Bytes
        : throw new ShapeException($"A tensor has at most {Array.MaxLength} bytes; {type} takes {type.Bytes}.");

    /// <summary>The type and, of a concrete tensor, its first and last elements.</summary>
    public override string ToString() => IsSymbolic ? $"{Value!.Name}: {Kind}"
        : Kind switch
        {
            TensorType => TensorText.Format(this),
            SequenceType => $"{Kind} of {Items.Count}",
            _ => $"empty {Kind}",
        };
}
