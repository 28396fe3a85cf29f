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

    /// <summary>A value's name and type.</summary>
    public static ValueInfoProto Write(string name, TensorType type) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = (int)type.Element,
                Shape = new TensorShapeProto { Dim = { type.Shape.Select(Write) } },
            },
        },
    };

    private static TensorShapeProto.Types.Dimension Write(Dimension dimension) =>
        dimension.IsKnown ? new() { DimValue = dimension.Size } : new() { DimParam = dimension.ToString() };
}
