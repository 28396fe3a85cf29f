using Google.Protobuf.Reflection;

namespace Bantam.Onnx.Reading;

/// <summary>
/// Walks over a protobuf file that may unfold to more than the cap in memory (two bytes can become an object of hundreds), before it
/// is parsed, or over one that could not be parsed, to say why: every length must lie inside its message, and messages must not nest
/// too deep. Other files are spared it, since the descriptors that it goes by take as long to set up as a small model to read.
/// </summary>
internal ref struct WireCheck
{
    /// <summary>The most bytes in memory that a byte of a file becomes: a message without fields is two.</summary>
    public const long MostUnfolding = BytesOfMessage / 2;

    private const int DeepestNesting = 64;
    private const int BytesOfMessage = 320;
    private const int BytesOfText = 64;
    private const int BytesOfNumber = 16;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ReadContext _context;
    private int _position;
    private long _cost;

    private WireCheck(ReadOnlySpan<byte> bytes, ReadContext context)
    {
        _bytes = bytes;
        _context = context;
    }

    /// <summary>Checks a file whose outermost message is of a type.</summary>
    /// <exception cref="ModelFormatException">It is damaged, or takes more than the cap.</exception>
    public static void Check(ReadOnlySpan<byte> bytes, MessageDescriptor type, ReadContext context)
    {
        var check = new WireCheck(bytes, context);
        check.Message(type, bytes.Length, depth: 0);
        context.Take(check._cost, null, "what the file unfolds to");
    }

    private void Message(MessageDescriptor type, int end, int depth)
    {
        if (depth > DeepestNesting)
            throw Error(type, $"messages nest at most {DeepestNesting} deep; this file goes on. It is damaged or hostile.");
        while (_position < end)
        {
            var start = _position;
            var tag = Varint(type, end);
            var number = tag >> 3;
            if (number is 0 or > int.MaxValue)
                throw Error(
                    type,
                    $"fields have numbers from 1 on; the one at byte {start} has {number}. "
                    + "This is not an ONNX file, or it is damaged.");
            var field = type.FindFieldByNumber((int)number);
            switch (tag & 7)
            {
                case 0:
                    Varint(type, end);
                    _cost += BytesOfNumber;
                    break;
                case 1:
                    Skip(type, 8, end);
                    _cost += BytesOfNumber;
                    break;
                case 5:
                    Skip(type, 4, end);
                    _cost += BytesOfNumber;
                    break;
                case 2:
                    var length = Varint(type, end);
                    if (length > (ulong)(end - _position))
                        throw Error(
                            type,
                            $"field {number} at byte {start} is {length} bytes long; {end - _position} are left. "
                            + "The file is cut short or damaged.");
                    Block(type, field, (int)length, depth);
                    break;
                default:
                    throw Error(
                        type,
                        $"field {number} at byte {start} has the wire type {tag & 7}; there are 0, 1, 2 and 5. "
                        + "This is not an ONNX file, or it is damaged.");
            }
        }
    }

    private void Block(MessageDescriptor type, FieldDescriptor? field, int length, int depth)
    {
        if (field?.FieldType == FieldType.Message)
        {
            _cost += BytesOfMessage;
            Message(field.MessageType, _position + length, depth + 1);
            return;
        }

        _cost += field?.FieldType switch
        {
            null => 0,
            FieldType.String => BytesOfText + (2L * length),
            FieldType.Bytes => BytesOfText + length,
            FieldType.Float or FieldType.Double => 2L * length,
            _ => (long)BytesOfNumber * length,
        };
        Skip(type, length, _bytes.Length);
    }

    private void Skip(MessageDescriptor type, int count, int end)
    {
        if (count > end - _position)
            throw Error(
                type,
                $"{count} bytes are to follow byte {_position}; {end - _position} do. The file is cut short or damaged.");
        _position += count;
    }

    private ulong Varint(MessageDescriptor type, int end)
    {
        var value = 0ul;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (_position >= end)
                throw Error(
                    type,
                    $"a number at byte {_position} goes on past the end of its message. The file is cut short or damaged.");
            var next = _bytes[_position++];
            value |= (ulong)(next & 127) << Math.Min(shift, 63);
            if (next < 128) return value;
        }

        throw Error(type, $"the number that ends at byte {_position} has more than ten bytes. This is not an ONNX file, or it is damaged.");
    }

    private readonly ModelFormatException Error(MessageDescriptor type, string rule) => _context.Error(type.Name, rule);
}
