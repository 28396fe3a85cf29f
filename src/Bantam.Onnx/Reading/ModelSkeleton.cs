using System.Buffers;
using Bantam.Onnx.Protobuf;
using Google.Protobuf;

namespace Bantam.Onnx.Reading;

/// <summary>
/// Reads a model without the raw data of its larger initializers, of which it notes where they are: they are read once, into the
/// tensors. Only the outermost levels of the file are walked here, model, graph and initializers; what is in them is given to the
/// parser in pieces, which by the rules of protobuf is the same as the whole.
/// </summary>
internal sealed class ModelSkeleton
{
    private const int LeastLeft = 4096;

    // A field's number and the wire type of blocks with a length.
    private const ulong Graph = (ModelProto.GraphFieldNumber << 3) | 2;
    private const ulong Initializer = (GraphProto.InitializerFieldNumber << 3) | 2;
    private const ulong RawData = (TensorProto.RawDataFieldNumber << 3) | 2;

    private readonly ModelBytes _bytes;
    private readonly ReadContext _context;
    private readonly ArrayBufferWriter<byte> _graph = new();
    private readonly List<TensorProto> _initializers = [];
    private bool _hasGraph;
    private long _position;

    private ModelSkeleton(ModelBytes bytes, ReadContext context) => (_bytes, _context) = (bytes, context);

    /// <summary>The model; null where the file is damaged, or may unfold to more than the cap, so that all of it must be looked at.</summary>
    public static ModelProto? Read(ModelBytes bytes, ReadContext context)
    {
        try
        {
            return new ModelSkeleton(bytes, context).Read();
        }
        catch (Exception error) when (error is InvalidDataException or InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private ModelProto Read()
    {
        var rest = new ArrayBufferWriter<byte>();
        Walk(_bytes.Length, rest, (tag, end) =>
        {
            if (tag != Graph) return false;
            _hasGraph = true;
            Walk(end, _graph, ReadInitializer);
            return true;
        });
        var model = Parse(ModelProto.Parser, rest);
        if (!_hasGraph) return model;
        model.Graph = Parse(GraphProto.Parser, _graph);
        model.Graph.Initializer.Add(_initializers);
        return model;
    }

    private bool ReadInitializer(ulong tag, long end)
    {
        if (tag != Initializer) return false;
        RawElements? left = null;
        var rest = new ArrayBufferWriter<byte>();
        Walk(end, rest, (tag, end) =>
        {
            if (tag != RawData) return false;

            // Of a field that is given twice the last counts.
            left = end - _position < LeastLeft ? null : new RawElements(_bytes, _position, (int)(end - _position));
            if (left is null) return false;
            _position = end;
            return true;
        });
        var initializer = Parse(TensorProto.Parser, rest);
        initializer.Left = left;
        _initializers.Add(initializer);
        return true;
    }

    private T Parse<T>(MessageParser<T> parser, ArrayBufferWriter<byte> bytes) where T : IMessage<T> =>
        _context.HasRoomFor(bytes.WrittenCount * WireCheck.MostUnfolding)
            ? parser.WithDiscardUnknownFields(true).ParseFrom(bytes.WrittenSpan)
            : throw new InvalidDataException();

    /// <summary>Walks over the fields of a message.</summary>
    /// <param name="end">Where it ends.</param>
    /// <param name="rest">Gets what nobody takes.</param>
    /// <param name="take">Told the tag and the end of each block; whether it has walked over it.</param>
    private void Walk(long end, ArrayBufferWriter<byte> rest, Func<ulong, long, bool> take)
    {
        while (_position < end)
        {
            var start = _position;
            var tag = Varint(end);
            if (tag >> 3 == 0) throw new InvalidDataException();
            switch (tag & 7)
            {
                case 0:
                    Varint(end);
                    break;
                case 1:
                    Skip(8, end);
                    break;
                case 5:
                    Skip(4, end);
                    break;
                case 2:
                    var length = Varint(end);
                    if (length > (ulong)(end - _position)) throw new InvalidDataException();
                    if (take(tag, _position + (long)length)) continue;
                    Skip((long)length, end);
                    break;
                default:
                    throw new InvalidDataException();
            }

            var field = (int)(_position - start);
            _bytes.Read(start, rest.GetSpan(field)[..field]);
            rest.Advance(field);
        }
    }

    private void Skip(long count, long end)
    {
        if (count > end - _position) throw new InvalidDataException();
        _position += count;
    }

    private ulong Varint(long end)
    {
        var value = 0ul;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_position >= end) throw new InvalidDataException();
            var next = _bytes[_position++];
            value |= (ulong)(next & 127) << shift;
            if (next < 128) return value;
        }

        throw new InvalidDataException();
    }
}
