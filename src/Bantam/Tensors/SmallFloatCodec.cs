namespace Bantam.Tensors;

/// <summary>Floats of 16 bits or fewer that .NET does not have.</summary>
internal sealed class SmallFloatCodec(SmallFloat format) : PackedCodec(format.Bits)
{
    /// <inheritdoc/>
    public override void Read<T>(ReadOnlySpan<byte> bytes, Span<T> numbers)
    {
        for (var i = 0; i < numbers.Length; i++) numbers[i] = T.CreateTruncating(format.Decode(Code(bytes, i)));
    }

    /// <inheritdoc/>
    public override void Write<T>(ReadOnlySpan<T> numbers, Span<byte> bytes) => Write(numbers, bytes, FloatRounding.Default);

    /// <summary>Numbers as elements, rounded in a given way.</summary>
    public void Write<T>(ReadOnlySpan<T> numbers, Span<byte> bytes, FloatRounding rounding) where T : struct, System.Numerics.INumberBase<T>
    {
        bytes.Clear();
        for (var i = 0; i < numbers.Length; i++) Put(bytes, i, format.Encode(Odd(numbers[i]), rounding));
    }

    /// <inheritdoc/>
    protected override double Decode(int code) => format.Decode(code);
}
