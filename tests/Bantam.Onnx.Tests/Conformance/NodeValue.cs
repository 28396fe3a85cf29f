using Bantam.Onnx.Protobuf;
using Bantam.Onnx.Reading;
using Bantam.Tensors;
using Google.Protobuf;

namespace Bantam.Onnx.Tests.Conformance;

/// <summary>Reads the files of a node test's inputs and outputs: tensors, sequences and optionals.</summary>
internal static class NodeValue
{
    private const int TensorField = 3;
    private const int SequenceField = 5;

    /// <summary>The value.</summary>
    /// <param name="file">The bytes of its file.</param>
    /// <param name="type">What it is declared as.</param>
    public static Tensor Read(byte[] file, TypeProto type)
    {
        if (type.TensorType is not null) return Tensor(ByteString.CopyFrom(file));
        var (kind, _) = TypeReader.Read(type, "value", Context);
        return kind is OptionalType optional ? Optional(file, optional) : Sequence(ByteString.CopyFrom(file), (SequenceType)kind);
    }

    private static ReadContext Context => new("tensor", null, new OnnxOptions());

    private static Tensor Tensor(ByteString file)
    {
        var proto = TensorProto.Parser.ParseFrom(file);
        return TensorReader.Read(proto, Context, proto.Name);
    }

    private static Tensor Sequence(ByteString file, SequenceType type)
    {
        Tensor[] items = [.. Fields(file).Where(f => f.Number == TensorField).Select(f => Tensor(f.Content))];
        return items.Length == 0 ? Tensors.Tensor.EmptySequence(type.Element) : Tensors.Tensor.Sequence(items);
    }

    private static Tensor Optional(byte[] file, OptionalType type)
    {
        foreach (var (number, content) in Fields(ByteString.CopyFrom(file)))
        {
            if (number == TensorField) return Tensor(content);
            if (number == SequenceField) return Sequence(content, (SequenceType)type.Of);
        }

        return Tensors.Tensor.EmptyOptional(type.Of);
    }

    /// <summary>The fields of a message that are messages themselves.</summary>
    private static IEnumerable<(int Number, ByteString Content)> Fields(ByteString message)
    {
        var input = message.CreateCodedInput();
        while (input.ReadTag() is not 0 and var tag)
        {
            if (WireFormat.GetTagFieldNumber(tag) is TensorField or SequenceField)
                yield return (WireFormat.GetTagFieldNumber(tag), input.ReadBytes());
            else input.SkipLastField();
        }
    }
}
