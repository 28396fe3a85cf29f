using System.Buffers.Binary;
using System.Text;

namespace Bantam.Web.Wasm;

/// <summary>A growing piece of a WebAssembly binary: numbers in LEB128, vectors with their length before them.</summary>
internal sealed class WasmBytes
{
    private byte[] _bytes = new byte[256];

    /// <summary>How many bytes there are.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes written so far.</summary>
    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public WasmBytes Byte(int value)
    {
        if (Length == _bytes.Length) Array.Resize(ref _bytes, 2 * Length);
        _bytes[Length++] = (byte)value;
        return this;
    }

    public WasmBytes Unsigned(uint value)
    {
        for (; value >= 0x80; value >>= 7) Byte((int)(value & 0x7f | 0x80));
        return Byte((int)value);
    }

    public WasmBytes Unsigned(int value) => Unsigned((uint)value);

    public WasmBytes Signed(long value)
    {
        while (value is < -64 or > 63)
        {
            Byte((int)(value & 0x7f | 0x80));
            value >>= 7;
        }

        return Byte((int)(value & 0x7f));
    }

    public WasmBytes Float(float value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return Raw(bytes);
    }

    public WasmBytes Double(double value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        return Raw(bytes);
    }

    public WasmBytes Raw(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes) Byte(b);
        return this;
    }

    public WasmBytes Sized(WasmBytes content) => Unsigned(content.Length).Raw(content.Span);

    public WasmBytes Name(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        return Unsigned(bytes.Length).Raw(bytes);
    }
}
