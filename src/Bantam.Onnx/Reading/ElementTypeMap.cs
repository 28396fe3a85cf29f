using Bantam.Onnx.Protobuf;
using Bantam.Tensors;

namespace Bantam.Onnx.Reading;

/// <summary>ONNX' element types and ours. Half-precision types are read as Float: their models run in single precision.</summary>
internal static class ElementTypeMap
{
    /// <summary>Our type for one of ONNX; null where there is none.</summary>
    public static ElementType? Find(int type) => (TensorProto.Types.DataType)type switch
    {
        TensorProto.Types.DataType.Float or TensorProto.Types.DataType.Float16 or TensorProto.Types.DataType.Bfloat16 => ElementType.Float,
        TensorProto.Types.DataType.Double => ElementType.Double,
        TensorProto.Types.DataType.Int8 => ElementType.Int8,
        TensorProto.Types.DataType.Uint8 => ElementType.UInt8,
        TensorProto.Types.DataType.Int32 => ElementType.Int32,
        TensorProto.Types.DataType.Int64 => ElementType.Int64,
        TensorProto.Types.DataType.Bool => ElementType.Bool,
        _ => null,
    };

    /// <summary>ONNX' type for one of ours.</summary>
    public static TensorProto.Types.DataType ToOnnx(this ElementType type) => type switch
    {
        ElementType.Float => TensorProto.Types.DataType.Float,
        ElementType.Double => TensorProto.Types.DataType.Double,
        ElementType.Int8 => TensorProto.Types.DataType.Int8,
        ElementType.UInt8 => TensorProto.Types.DataType.Uint8,
        ElementType.Int32 => TensorProto.Types.DataType.Int32,
        ElementType.Int64 => TensorProto.Types.DataType.Int64,
        ElementType.Bool => TensorProto.Types.DataType.Bool,
        _ => throw new NotSupportedException($"ONNX has no element type for {type}."),
    };

    /// <summary>The name of one of ONNX' types, for messages.</summary>
    public static string Name(int type) => Enum.IsDefined((TensorProto.Types.DataType)type) ? ((TensorProto.Types.DataType)type).ToString() : $"number {type}";
}
