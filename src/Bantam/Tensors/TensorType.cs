namespace Bantam.Tensors;

/// <summary>What is known of a tensor before it is computed.</summary>
/// <param name="Element">The type of its elements.</param>
/// <param name="Shape">Its dimensions.</param>
public sealed record TensorType(ElementType Element, Shape Shape) : ValueKind
{
    /// <summary>
    /// Nothing is known: the type of what an unknown operator computes where its file does not say. Only graphs that are for
    /// looking at have it.
    /// </summary>
    public static TensorType Unknown { get; } = new(ElementType.Float, new Shape("?"));

    /// <summary>Bytes of a tensor of this type; of texts those of the references to them.</summary>
    public long Bytes => Element == ElementType.String ? (long)Shape.ElementCount * IntPtr.Size
        : (((long)Shape.ElementCount * Element.Info().Bits) + 7) / 8;

    /// <inheritdoc/>
    public override TensorType Bind(IReadOnlyDictionary<string, int> names) =>
        Shape.IsKnown || IsUnknown ? this : this with { Shape = Shape.Bind(names) };

    /// <inheritdoc/>
    public override bool Takes(ValueKind given) => given is TensorType tensor && tensor.Element == Element && Shape.Fits(tensor.Shape);

    /// <summary>A float tensor.</summary>
    public static TensorType Float(params IEnumerable<Dimension> dimensions) => new(ElementType.Float, new Shape(dimensions));

    /// <inheritdoc/>
    public override string ToString() => IsUnknown ? "?" : $"{Element}{Shape}";
}
