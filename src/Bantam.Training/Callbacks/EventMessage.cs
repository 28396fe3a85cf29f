using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Bantam.Training.Callbacks;

/// <summary>
/// The few kinds of fields of protocol buffers that events are made of (https://protobuf.dev/programming-guides/encoding).
/// </summary>
internal sealed class EventMessage
{
    private const int VariableLength = 0, EightBytes = 1, Delimited = 2, FourBytes = 5;
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>An integer from 0 on.</summary>
    public void Integer(int field, long value)
    {
        Key(field, VariableLength);
        Write((ulong)value);
    }

    /// <summary>A number of 32 bits.</summary>
    public void Single(int field, float value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        Key(field, FourBytes);
        _bytes.Write(bytes);
    }

    /// <summary>A number of 64 bits.</summary>
    public void Double(int field, double value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        Key(field, EightBytes);
        _bytes.Write(bytes);
    }

    /// <summary>Numbers of 64 bits, packed.</summary>
    public void Doubles(int field, ReadOnlySpan<double> values)
    {
        var bytes = new byte[8 * values.Length];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8 * i), values[i]);
        Bytes(field, bytes);
    }

    /// <summary>A text.</summary>
    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A message.</summary>
    public void Message(int field, EventMessage value) => Bytes(field, value.ToArray());

    /// <summary>The message as bytes.</summary>
    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    private void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Key(field, Delimited);
        Write((ulong)value.Length);
        _bytes.Write(value);
    }

    private void Key(int field, int kind) => Write((ulong)((field << 3) | kind));

    private void Write(ulong value)
    {
        for (; value >= 0x80; value >>= 7) _bytes.Write([(byte)(value | 0x80)]);
        _bytes.Write([(byte)value]);
    }
}
