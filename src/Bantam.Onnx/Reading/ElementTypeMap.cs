using Bantam.Onnx.Protobuf;
using Bantam.Tensors;

namespace Bantam.Onnx.Reading;

/// <summary>ONNX' element types and ours, which have the same numbers.</summary>
internal static class ElementTypeMap
{
    /// <summary>Our type for one of ONNX; null where there is none.</summary>
    public static ElementType? Find(int type) => ElementTypes.Find(type)?.Type;

    /// <summary>The name of one of ONNX' types, for messages.</summary>
    public static string Name(int type) => Find(type)?.ToString()
        ?? (Enum.IsDefined((TensorProto.Types.DataType)type) ? ((TensorProto.Types.DataType)type).ToString() : $"number {type}");
}
