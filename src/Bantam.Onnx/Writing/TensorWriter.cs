using Bantam.Onnx.Protobuf;
using Bantam.Tensors;
using Google.Protobuf;

namespace Bantam.Onnx.Writing;

/// <summary>Writes tensors and types.</summary>
internal static class TensorWriter
{
    /// <summary>A tensor, its elements as raw bytes, or as texts.</summary>
    public static TensorProto Write(Tensor tensor, string name)
    {
        var proto = new TensorProto { Name = name, DataType = (int)tensor.Element, Dims = { tensor.Shape.Sizes.Select(s => (long)s) } };
        if (tensor.Element == ElementType.String) proto.StringData.Add(tensor.Strings.ToArray().Select(ByteString.CopyFromUtf8));
        else proto.RawData = ByteString.CopyFrom(tensor.Bytes);
        return proto;
    }

    /// <summary>A value's name and what it is.</summary>
    public static ValueInfoProto Write(string name, ValueKind kind) => new() { Name = name, Type = Write(kind) };

    /// <summary>A type.</summary>
    public static TypeProto Write(ValueKind kind) => kind switch
    {
        TensorType type => Write(type.Element, type.Shape),
        SequenceType type => new() { SequenceType = new TypeProto.Types.Sequence { ElemType = Write(type.Element, type.Shape) } },
        OptionalType type => new() { OptionalType = new TypeProto.Types.Optional { ElemType = Write(type.Of) } },
        _ => throw new NotSupportedException($"ONNX has no type {kind}."),
    };

    private static TypeProto Write(ElementType element, Shape? shape)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)element };
        if (shape is not null) tensor.Shape = new TensorShapeProto { Dim = { shape.Select(Write) } };
        return new TypeProto { TensorType = tensor };
    }

    private static TensorShapeProto.Types.Dimension Write(Dimension dimension) => dimension.IsKnown ? new() { DimValue = dimension.Size }
        : dimension == SequenceType.Any ? new() : new() { DimParam = dimension.ToString() };
}
