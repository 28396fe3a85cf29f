using Bantam.Onnx.Protobuf;
using Bantam.Tensors;

namespace Bantam.Onnx.Reading;

/// <summary>Reads the types that a file declares for values.</summary>
internal static class TypeReader
{
    /// <summary>What a value is, or <see cref="TensorType.Unknown"/> and the reason.</summary>
    /// <exception cref="ModelFormatException">A dimension is none.</exception>
    public static (ValueKind Kind, string? Reason) Read(ValueInfoProto value, ReadContext context) => Read(value.Type, value.Name, context);

    /// <summary>A type, or <see cref="TensorType.Unknown"/> and the reason.</summary>
    /// <param name="type">The type.</param>
    /// <param name="name">The value that has it, for sizes without a name and for messages.</param>
    /// <param name="context">The file.</param>
    /// <exception cref="ModelFormatException">A dimension is none.</exception>
    public static (ValueKind Kind, string? Reason) Read(TypeProto? type, string name, ReadContext context)
    {
        switch (type?.ValueCase ?? TypeProto.ValueOneofCase.None)
        {
            case TypeProto.ValueOneofCase.None: return Unknown("the file gives no type");
            case TypeProto.ValueOneofCase.SequenceType: return Sequence(type!.SequenceType.ElemType, name, context);
            case TypeProto.ValueOneofCase.OptionalType:
                var (of, why) = Read(type!.OptionalType.ElemType, name, context);
                return why is null && of is not OptionalType ? (new OptionalType(of), null)
                    : Unknown($"it is an optional: {why ?? "of an optional"}");
            case TypeProto.ValueOneofCase.TensorType: break;
            case var other: return Unknown($"it is a {other}, which Bantam does not have");
        }

        var tensor = type!.TensorType;
        if (ElementTypeMap.Find(tensor.ElemType) is not { } element)
            return Unknown($"its elements are {ElementTypeMap.Name(tensor.ElemType)}, which Bantam does not have");
        if (tensor.Shape is null) return Unknown("the file gives no shape");
        return (new TensorType(element, new Shape(tensor.Shape.Dim.Select((d, axis) => Dimension(d, name, axis, context)))), null);
    }

    private static (ValueKind, string?) Unknown(string reason) => (TensorType.Unknown, reason);

    /// <summary>Files that mean to say nothing of the shapes of items have one without axes; and names differ from item to item.</summary>
    private static (ValueKind, string?) Sequence(TypeProto? of, string name, ReadContext context)
    {
        if (of?.TensorType is not { } tensor) return Unknown("it is a sequence, and its items are no tensors");
        if (ElementTypeMap.Find(tensor.ElemType) is not { } element)
            return Unknown($"its elements are {ElementTypeMap.Name(tensor.ElemType)}, which Bantam does not have");
        if (tensor.Shape is not { Dim.Count: > 0 } sizes) return (new SequenceType(element, null), null);
        var dimensions = sizes.Dim.Select((d, axis) => Dimension(d, name, axis, context));
        return (new SequenceType(element, new Shape(dimensions.Select(d => d.IsKnown ? d : SequenceType.Any))), null);
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
