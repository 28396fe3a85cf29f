using System.Runtime.InteropServices;
using Bantam.Onnx.Protobuf;
using Bantam.Tensors;
using static Bantam.Onnx.Protobuf.TensorProto.Types;

namespace Bantam.Onnx.Reading;

/// <summary>Reads tensors: raw bytes, typed fields or external files, half precision widened to Float.</summary>
internal static class TensorReader
{
    /// <summary>Why a tensor cannot be read although it breaks no rule; null where it can.</summary>
    public static string? Obstacle(TensorProto tensor) => ElementTypeMap.Find(tensor.DataType) is null
        ? $"its elements are {ElementTypeMap.Name(tensor.DataType)}, which Bantam does not have"
        : tensor.Segment is not null ? "it is a segment of a tensor, which nobody writes any more" : null;

    /// <summary>The tensor.</summary>
    /// <exception cref="ModelFormatException">Its lengths do not agree, it is larger than the cap, or its elements are of a type that Bantam does not have.</exception>
    public static Tensor Read(TensorProto tensor, ReadContext context, string where)
    {
        if (Obstacle(tensor) is { } obstacle) throw context.Error(where, $"{obstacle}.");
        var sizes = new int[tensor.Dims.Count];
        var count = 1L;
        for (var axis = 0; axis < sizes.Length; axis++)
        {
            var size = tensor.Dims[axis];
            if (size is < 0 or > int.MaxValue) throw context.Error(where, $"a dimension is a number from 0 to {int.MaxValue}; axis {axis} is {size}.");
            sizes[axis] = (int)size;
            count = Math.Min(count * size, int.MaxValue + 1L);
        }

        if (sizes.Contains(0)) count = 0;
        if (count > int.MaxValue) throw context.Error(where, $"a tensor has at most {int.MaxValue} elements; the shape [{string.Join(',', sizes)}] has more.");
        var type = new TensorType(ElementTypeMap.Find(tensor.DataType)!.Value, Shape.Of(sizes));
        using var file = tensor.DataLocation == DataLocation.External && count > 0
            ? ExternalData.Open(tensor, count * StoredSize(tensor, type.Element), context, where)
            : null;
        if (file is null) CheckLength(tensor, type, count, context, where);
        context.Take(type.Bytes, where, "the tensor");
        var result = new Tensor(type);
        if (count > 0) Fill(result, tensor, file, context, where);
        return result;
    }

    private static void CheckLength(TensorProto tensor, TensorType type, long count, ReadContext context, string where)
    {
        var isRaw = tensor.HasRawData || count == 0;
        var (found, expected, unit) = isRaw
            ? (tensor.RawData.Length, count * StoredSize(tensor, type.Element), "bytes")
            : (TypedCount(tensor, type.Element), count, "elements");
        if (found != expected) throw context.Error(where, $"the shape {type.Shape} of {ElementTypeMap.Name(tensor.DataType)} needs {expected} {unit}; the file has {found}. It is cut short or damaged.");
    }

    private static int StoredSize(TensorProto tensor, ElementType element) => IsHalf(tensor) ? 2 : element.Size();

    private static bool IsHalf(TensorProto tensor) => (DataType)tensor.DataType is DataType.Float16 or DataType.Bfloat16;

    private static int TypedCount(TensorProto tensor, ElementType element) => element switch
    {
        ElementType.Float when !IsHalf(tensor) => tensor.FloatData.Count,
        ElementType.Double => tensor.DoubleData.Count,
        ElementType.Int64 => tensor.Int64Data.Count,
        _ => tensor.Int32Data.Count,
    };

    private static void Fill(Tensor result, TensorProto tensor, FileStream? file, ReadContext context, string where)
    {
        if (file is not null && IsHalf(tensor))
        {
            // The halves lie in the back half of the floats, which overwrite them from the front and never catch up.
            var halves = result.Bytes[(result.Bytes.Length / 2)..];
            file.ReadExactly(halves);
            Widen(halves, result, tensor);
        }
        else if (file is not null) file.ReadExactly(result.Bytes);
        else if (tensor.HasRawData && IsHalf(tensor)) Widen(tensor.RawData.Span, result, tensor);
        else if (tensor.HasRawData) tensor.RawData.Span.CopyTo(result.Bytes);
        else FillTyped(result, tensor, context, where);

        if (result.Element == ElementType.Bool)
            foreach (ref var b in result.Bytes)
                b = b != 0 ? (byte)1 : (byte)0;
    }

    private static void FillTyped(Tensor result, TensorProto tensor, ReadContext context, string where)
    {
        switch (result.Element)
        {
            case ElementType.Float when !IsHalf(tensor): Copy(tensor.FloatData, result.Span<float>()); break;
            case ElementType.Double: Copy(tensor.DoubleData, result.Span<double>()); break;
            case ElementType.Int64: Copy(tensor.Int64Data, result.Span<long>()); break;
            case ElementType.Int32: Copy(tensor.Int32Data, result.Span<int>()); break;
            case ElementType.Float:
                var halves = result.Span<float>();
                for (var i = 0; i < halves.Length; i++) halves[i] = Widen((ushort)InRange(i, 0, ushort.MaxValue), tensor);
                break;
            default:
                var (least, most) = result.Element switch { ElementType.Int8 => (-128, 127), ElementType.UInt8 => (0, 255), _ => (0, 1) };
                for (var i = 0; i < tensor.Int32Data.Count; i++) result.Bytes[i] = unchecked((byte)InRange(i, least, most));
                break;
        }

        int InRange(int index, int least, int most) => tensor.Int32Data[index] is var x && x >= least && x <= most ? x
            : throw context.Error(where, $"elements of {ElementTypeMap.Name(tensor.DataType)} are numbers from {least} to {most}; element {index} is {x}.");
    }

    private static void Copy<T>(IReadOnlyList<T> source, Span<T> target)
    {
        for (var i = 0; i < target.Length; i++) target[i] = source[i];
    }

    private static void Widen(ReadOnlySpan<byte> bytes, Tensor result, TensorProto tensor)
    {
        var halves = MemoryMarshal.Cast<byte, ushort>(bytes);
        var target = result.Span<float>();
        for (var i = 0; i < target.Length; i++) target[i] = Widen(halves[i], tensor);
    }

    private static float Widen(ushort bits, TensorProto tensor) => (DataType)tensor.DataType == DataType.Float16
        ? (float)BitConverter.UInt16BitsToHalf(bits)
        : BitConverter.UInt32BitsToSingle((uint)bits << 16);
}
