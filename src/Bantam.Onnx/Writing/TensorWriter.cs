using Bantam.Onnx.Protobuf;
using Bantam.Onnx.Reading;
using Bantam.Tensors;
using Google.Protobuf;

namespace Bantam.Onnx.Writing;

/// <summary>Writes tensors and types.</summary>
internal static class TensorWriter
{
    /// <summary>A tensor, its elements as raw bytes.</summary>
    public static TensorProto Write(Tensor tensor, string name) => new()
    {
        Name = name,
        DataType = (int)tensor.Element.ToOnnx(),
        Dims = { tensor.Shape.Sizes.Select(s => (long)s) },
        RawData = RawData(tensor),
    };

    private static ByteString RawData(Tensor tensor)
    {
        var data = ByteString.CopyFrom(tensor.Bytes);
        GC.KeepAlive(tensor);
        return data;
    }

    /// <summary>A value's name and type.</summary>
    public static ValueInfoProto Write(string name, TensorType type) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = (int)type.Element.ToOnnx(),
                Shape = new TensorShapeProto { Dim = { type.Shape.Select(Write) } },
            },
        },
    };

    private static TensorShapeProto.Types.Dimension Write(Dimension dimension) =>
        dimension.IsKnown ? new() { DimValue = dimension.Size } : new() { DimParam = dimension.Name };
}
