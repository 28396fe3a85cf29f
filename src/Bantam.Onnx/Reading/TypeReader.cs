using Bantam.Onnx.Protobuf;
using Bantam.Tensors;

namespace Bantam.Onnx.Reading;

/// <summary>Reads the types that a file declares for values.</summary>
internal static class TypeReader
{
    /// <summary>The type of a value, or <see cref="TensorType.Unknown"/> and the reason.</summary>
    /// <exception cref="ModelFormatException">A dimension is none.</exception>
    public static (TensorType Type, string? Reason) Read(ValueInfoProto value, ReadContext context)
    {
        if (value.Type is null || value.Type.ValueCase == TypeProto.ValueOneofCase.None) return (TensorType.Unknown, "the file gives no type");
        if (value.Type.ValueCase != TypeProto.ValueOneofCase.TensorType) return (TensorType.Unknown, $"it is a {value.Type.ValueCase}, and Bantam has tensors only");
        var tensor = value.Type.TensorType;
        if (ElementTypeMap.Find(tensor.ElemType) is not { } element) return (TensorType.Unknown, $"its elements are {ElementTypeMap.Name(tensor.ElemType)}, which Bantam does not have");
        if (tensor.Shape is null) return (TensorType.Unknown, "the file gives no shape");
        return (new TensorType(element, new Shape(tensor.Shape.Dim.Select((d, axis) => Dimension(d, value.Name, axis, context)))), null);
    }

    /// <summary>A number, an expression of names, or, where the file has neither (−1 is old practice for that), a name made of the value's and the axis.</summary>
    private static Dimension Dimension(TensorShapeProto.Types.Dimension dimension, string name, int axis, ReadContext context)
    {
        if (dimension.ValueCase == TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue && dimension.DimValue != -1)
        {
            return dimension.DimValue is >= 0 and <= int.MaxValue ? (int)dimension.DimValue
                : throw context.Error($"value '{name}'", $"a dimension is a number from 0 to {int.MaxValue}; axis {axis} is {dimension.DimValue}.");
        }

        return dimension.DimParam.Length > 0 ? Tensors.Dimension.Parse(dimension.DimParam) : $"{name}.{axis}";
    }
}
