using System.Runtime.InteropServices;

namespace Bantam.Tensors;

/// <summary>
/// One element of a tensor with its exact bits, as an attribute of an operator: equal to another of the same type and bits.
/// </summary>
public readonly record struct Scalar
{
    private readonly UInt128 _bits;

    private Scalar(ElementType element, UInt128 bits)
    {
        Element = element;
        _bits = bits;
    }

    /// <summary>Its element type.</summary>
    public ElementType Element { get; }

    /// <summary>The only element of a tensor of numbers.</summary>
    /// <exception cref="ShapeException">The tensor has more elements, or none.</exception>
    public static Scalar Of(Tensor tensor)
    {
        if (tensor.Shape.ElementCount != 1)
            throw new ShapeException($"one element was expected; {tensor.Type} has {tensor.Shape.ElementCount}.");
        var bits = UInt128.Zero;
        tensor.Bytes.CopyTo(MemoryMarshal.AsBytes(new Span<UInt128>(ref bits)));
        return new Scalar(tensor.Element, bits);
    }

    /// <summary>A number rounded to an element type.</summary>
    public static Scalar Of(ElementType element, double value) => Of(Tensor.FromDoubles(new TensorType(element, Shape.Scalar), [value]));

    /// <summary>As a tensor of no axes.</summary>
    public Tensor ToTensor()
    {
        var tensor = new Tensor(new TensorType(Element, Shape.Scalar));
        var bits = _bits;
        MemoryMarshal.AsBytes(new Span<UInt128>(ref bits))[..tensor.Bytes.Length].CopyTo(tensor.Bytes);
        return tensor;
    }

    /// <summary>The nearest double.</summary>
    public double ToDouble() => ToTensor().ToDoubles()[0];

    /// <inheritdoc/>
    public override string ToString() => TensorText.Element(ToTensor(), 0);
}
