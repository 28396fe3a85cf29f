using System.Globalization;
using System.Runtime.InteropServices;

namespace Bantam.Tensors;

/// <summary>
/// Elements that are a few bits, or up to 16, with a meaning of their own. Those below 8 bits are packed, the first lowest.
/// </summary>
internal abstract class PackedCodec(int bits) : ElementCodec
{
    private readonly int _perByte = bits < 8 ? 8 / bits : 1;

    /// <inheritdoc/>
    public override string Text(ReadOnlySpan<byte> bytes, int index) =>
        Decode(Code(bytes, index)).ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>The bits of an element.</summary>
    public int Code(ReadOnlySpan<byte> bytes, int index) => bits > 8
        ? MemoryMarshal.Cast<byte, ushort>(bytes)[index]
        : (bytes[index / _perByte] >> (index % _perByte * bits)) & ((1 << bits) - 1);

    /// <summary>Writes the bits of an element into a byte or two that are 0 where it lies.</summary>
    public void Put(Span<byte> bytes, int index, int code)
    {
        code &= (1 << bits) - 1;
        if (bits > 8) MemoryMarshal.Cast<byte, ushort>(bytes)[index] = (ushort)code;
        else bytes[index / _perByte] |= (byte)(code << (index % _perByte * bits));
    }

    /// <summary>The number that bits stand for.</summary>
    protected abstract double Decode(int code);
}
