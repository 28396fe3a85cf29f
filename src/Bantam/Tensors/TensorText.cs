using System.Globalization;
using System.Text;

namespace Bantam.Tensors;

/// <summary>Tensors as text: rows in brackets, long ones shortened in the middle.</summary>
internal static class TensorText
{
    private const int Shown = 3;

    public static string Format(Tensor tensor)
    {
        var text = new StringBuilder(tensor.Type.ToString()).Append(' ');
        Append(text, tensor, 0, 0);
        return text.ToString();
    }

    /// <summary>One element as text.</summary>
    public static string Element(Tensor tensor, int index) => tensor.Element switch
    {
        ElementType.Float => tensor.Span<float>()[index].ToString("G6", CultureInfo.InvariantCulture),
        ElementType.Double => tensor.Span<double>()[index].ToString("G6", CultureInfo.InvariantCulture),
        ElementType.Int8 => tensor.Span<sbyte>()[index].ToString(CultureInfo.InvariantCulture),
        ElementType.UInt8 => tensor.Bytes[index].ToString(CultureInfo.InvariantCulture),
        ElementType.Int32 => tensor.Span<int>()[index].ToString(CultureInfo.InvariantCulture),
        ElementType.Int64 => tensor.Span<long>()[index].ToString(CultureInfo.InvariantCulture),
        _ => tensor.Bytes[index] != 0 ? "true" : "false",
    };

    private static void Append(StringBuilder text, Tensor tensor, int axis, int offset)
    {
        if (axis == tensor.Shape.Rank)
        {
            text.Append(Element(tensor, offset));
            return;
        }

        var stride = tensor.Shape.Strides()[axis];
        var size = tensor.Shape[axis].Size;
        text.Append('[');
        for (var i = 0; i < size; i++)
        {
            if (i > 0) text.Append(", ");
            if (size > 2 * Shown && i == Shown)
            {
                text.Append("…, ");
                i = size - Shown;
            }

            Append(text, tensor, axis + 1, offset + (i * stride));
        }

        text.Append(']');
    }
}
