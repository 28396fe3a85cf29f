namespace Bantam.Tensors;

/// <summary>Truth values, a byte each.</summary>
internal sealed class TruthCodec : ElementCodec
{
    /// <inheritdoc/>
    public override void Read<T>(ReadOnlySpan<byte> bytes, Span<T> numbers)
    {
        for (var i = 0; i < numbers.Length; i++) numbers[i] = bytes[i] != 0 ? T.One : T.Zero;
    }

    /// <inheritdoc/>
    public override void Write<T>(ReadOnlySpan<T> numbers, Span<byte> bytes)
    {
        for (var i = 0; i < numbers.Length; i++) bytes[i] = T.IsZero(numbers[i]) ? (byte)0 : (byte)1;
    }

    /// <inheritdoc/>
    public override string Text(ReadOnlySpan<byte> bytes, int index) => bytes[index] != 0 ? "true" : "false";
}
