namespace Bantam.Tensors;

/// <summary>Integers of a few bits.</summary>
internal sealed class PackedIntegerCodec(int bits, bool isSigned) : PackedCodec(bits)
{
    private readonly int _unused = 32 - bits;

    /// <inheritdoc/>
    public override void Read<T>(ReadOnlySpan<byte> bytes, Span<T> numbers)
    {
        for (var i = 0; i < numbers.Length; i++) numbers[i] = T.CreateTruncating(Integer(Code(bytes, i)));
    }

    /// <inheritdoc/>
    public override void Write<T>(ReadOnlySpan<T> numbers, Span<byte> bytes)
    {
        bytes.Clear();
        for (var i = 0; i < numbers.Length; i++)
            Put(bytes, i, numbers[i] is double x ? Whole<int>(x) : int.CreateTruncating(numbers[i]));
    }

    /// <inheritdoc/>
    protected override double Decode(int code) => Integer(code);

    private int Integer(int code) => isSigned ? code << _unused >> _unused : code;
}
