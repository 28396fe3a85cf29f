namespace Bantam.Tensors;

/// <summary>What is known of a tensor before it is computed.</summary>
/// <param name="Element">The type of its elements.</param>
/// <param name="Shape">Its dimensions.</param>
public sealed record TensorType(ElementType Element, Shape Shape)
{
    /// <summary>Bytes of a tensor of this type.</summary>
    public long Bytes => (long)Shape.ElementCount * Element.Size();

    /// <summary>A float tensor.</summary>
    public static TensorType Float(params IEnumerable<Dimension> dimensions) => new(ElementType.Float, new Shape(dimensions));

    /// <inheritdoc/>
    public override string ToString() => $"{Element}{Shape}";
}
