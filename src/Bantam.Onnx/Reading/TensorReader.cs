using System.Runtime.InteropServices;
using Bantam.Onnx.Protobuf;
using Bantam.Tensors;
using static Bantam.Onnx.Protobuf.TensorProto.Types;

namespace Bantam.Onnx.Reading;

/// <summary>Reads tensors: raw bytes, typed fields or external files.</summary>
internal static class TensorReader
{
    /// <summary>Why a tensor cannot be read although it breaks no rule; null where it can.</summary>
    public static string? Obstacle(TensorProto tensor) => ElementTypeMap.Find(tensor.DataType) is null
        ? $"its elements are {ElementTypeMap.Name(tensor.DataType)}, which Bantam does not have"
        : tensor.Segment is not null ? "it is a segment of a tensor, which nobody writes any more" : null;

    /// <summary>The tensor.</summary>
    /// <exception cref="ModelFormatException">
    /// Its lengths do not agree, it is larger than the cap, or its elements are of a type that Bantam does not have.
    /// </exception>
    public static Tensor Read(TensorProto tensor, ReadContext context, string where)
    {
        if (Obstacle(tensor) is { } obstacle) throw context.Error(where, $"{obstacle}.");
        var sizes = new int[tensor.Dims.Count];
        var count = 1L;
        for (var axis = 0; axis < sizes.Length; axis++)
        {
            var size = tensor.Dims[axis];
            if (size is < 0 or > int.MaxValue)
                throw context.Error(where, $"a dimension is a number from 0 to {int.MaxValue}; axis {axis} is {size}.");
            sizes[axis] = (int)size;
            count = Math.Min(count * size, int.MaxValue + 1L);
        }

        if (sizes.Contains(0)) count = 0;
        if (count > int.MaxValue)
            throw context.Error(
                where, $"a tensor has at most {int.MaxValue} elements; the shape [{string.Join(',', sizes)}] has more.");
        var type = new TensorType(ElementTypeMap.Find(tensor.DataType)!.Value, Shape.Of(sizes));
        if (type.Bytes > Array.MaxLength)
            throw context.Error(where, $"a tensor has at most {Array.MaxLength} bytes; {type} has {type.Bytes}.");
        if (tensor.DataLocation == DataLocation.External && count > 0 && type.Element != ElementType.String)
            return ExternalData.Read(tensor, type, context, where);
        CheckLength(tensor, type, count, context, where);
        context.Take(type.Bytes, where, "the tensor");
        var result = new Tensor(type);
        if (count > 0) Fill(result, tensor, context, where);
        return result;
    }

    private static void CheckLength(TensorProto tensor, TensorType type, long count, ReadContext context, string where)
    {
        var isRaw = (tensor.IsRaw || count == 0) && type.Element != ElementType.String;
        var (found, expected, unit) = isRaw ? (tensor.RawLength, type.Bytes, "bytes") : Typed(tensor, type, count);
        if (found == expected) return;
        throw context.Error(
            where, $"the shape {type.Shape} of {type.Element} needs {expected} {unit}; the file has {found}. It is cut short or damaged.");
    }

    /// <summary>How many entries a tensor has in the field for its type, and how many its shape asks for.</summary>
    private static (int Found, long Expected, string Unit) Typed(TensorProto tensor, TensorType type, long count) => type.Element switch
    {
        ElementType.Float => (tensor.FloatData.Count, count, "elements"),
        ElementType.Complex64 => (tensor.FloatData.Count, 2 * count, "parts"),
        ElementType.Double => (tensor.DoubleData.Count, count, "elements"),
        ElementType.Complex128 => (tensor.DoubleData.Count, 2 * count, "parts"),
        ElementType.Int64 => (tensor.Int64Data.Count, count, "elements"),
        ElementType.UInt32 or ElementType.UInt64 => (tensor.Uint64Data.Count, count, "elements"),
        ElementType.String => (tensor.StringData.Count, count, "elements"),
        _ when type.Element.Info().Bits < 8 => (tensor.Int32Data.Count, type.Bytes, "bytes"),
        _ => (tensor.Int32Data.Count, count, "elements"),
    };

    private static void Fill(Tensor result, TensorProto tensor, ReadContext context, string where)
    {
        if (result.Element == ElementType.String) FillStrings(result, tensor, context, where);
        else if (tensor.IsRaw) tensor.CopyRaw(result.Bytes);
        else FillTyped(result, tensor, context, where);

        if (result.Element == ElementType.Bool)
            foreach (ref var b in result.Bytes)
                b = b != 0 ? (byte)1 : (byte)0;
    }

    private static void FillStrings(Tensor result, TensorProto tensor, ReadContext context, string where)
    {
        if (tensor.IsRaw || tensor.DataLocation == DataLocation.External)
            throw context.Error(where, "texts lie in the field for texts; these lie elsewhere.");
        for (var i = 0; i < tensor.StringData.Count; i++) result.Strings[i] = tensor.StringData[i].ToStringUtf8();
    }

    private static void FillTyped(Tensor result, TensorProto tensor, ReadContext context, string where)
    {
        switch (result.Element)
        {
            case ElementType.Float or ElementType.Complex64: Copy(tensor.FloatData, result); break;
            case ElementType.Double or ElementType.Complex128: Copy(tensor.DoubleData, result); break;
            case ElementType.Int64: Copy(tensor.Int64Data, result); break;
            case ElementType.UInt64: Copy(tensor.Uint64Data, result); break;
            case ElementType.UInt32: Copy([.. tensor.Uint64Data.Select((x, i) => (uint)InRange(i, x))], result); break;
            case ElementType.Int32: Copy(tensor.Int32Data, result); break;
            case var element when element.Info().Bits == 16:
                Copy([.. tensor.Int32Data.Select((x, i) => unchecked((ushort)InRange(i, x)))], result);
                break;
            default: Copy([.. tensor.Int32Data.Select((x, i) => unchecked((byte)InRange(i, x)))], result); break;
        }

        long InRange(int index, Int128 x)
        {
            // Of floats and of packed elements the numbers are bits.
            var info = result.Element.Info();
            var isNumber = info.Bits >= 8 && info.Kind != ElementKind.Floating;
            var (least, most) = isNumber ? (info.Least, info.Most) : (0, (Int128.One << Math.Max(info.Bits, 8)) - 1);
            return x >= least && x <= most ? (long)x
                : throw context.Error(where, $"elements of {result.Element} are numbers from {least} to {most}; element {index} is {x}.");
        }
    }

    private static void Copy<T>(IReadOnlyList<T> source, Tensor result) where T : unmanaged
    {
        var target = MemoryMarshal.Cast<byte, T>(result.Bytes);
        for (var i = 0; i < target.Length; i++) target[i] = source[i];
    }
}
