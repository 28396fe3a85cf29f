namespace Bantam.Tensors;

/// <summary>How numbers become floats of 8 bits: ONNX' attributes of Cast.</summary>
/// <param name="Saturates">Whether what is too large becomes the largest number, not an infinity or NaN.</param>
/// <param name="Scale">In which direction powers of two (<see cref="ElementType.Float8E8M0"/>) are rounded.</param>
public readonly record struct FloatRounding(bool Saturates, ScaleRounding Scale)
{
    /// <summary>What ONNX does where nothing is said.</summary>
    public static FloatRounding Default { get; } = new(true, ScaleRounding.Up);
}
