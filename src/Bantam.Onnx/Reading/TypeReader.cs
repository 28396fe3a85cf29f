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
        var kind = value.Type?.ValueCase ?? TypeProto.ValueOneofCase.None;
        if (kind == TypeProto.ValueOneofCase.None) return Unknown("the file gives no type");
        if (kind != TypeProto.ValueOneofCase.TensorType) return Unknown($"it is a {kind}, and Bantam has tensors only");
        var tensor = value.Type!.TensorType;
        if (ElementTypeMap.Find(tensor.ElemType) is not { } element)
            return Unknown($"its elements are {ElementTypeMap.Name(tensor.ElemType)}, which Bantam does not have");
        if (tensor.Shape is null) return Unknown("the file gives no shape");
        var shape = new Shape(tensor.Shape.Dim.Select((d, axis) => Dimension(d, value.Name, axis, context)));
        return (new TensorType(element, shape), null);

        static (TensorType, string?) Unknown(string reason) => (TensorType.Unknown, reason);
    }

    /// <summary>
    /// A number, an expression of names, or, where the file has neither (−1 is old practice for that), a name made of the value's and
    /// the axis.
    /// </summary>
    private static Dimension Dimension(TensorShapeProto.Types.Dimension dimension, string name, int axis, ReadContext context)
    {
        if (dimension.ValueCase == TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue && dimension.DimValue != -1)
        {
            var size = dimension.DimValue;
            if (size is >= 0 and <= int.MaxValue) return (int)size;
            throw context.Error($"value '{name}'", $"a dimension is a number from 0 to {int.MaxValue}; axis {axis} is {size}.");
        }

        return dimension.DimParam.Length > 0 ? Tensors.Dimension.Parse(dimension.DimParam) : $"{name}.{axis}";
    }
}
