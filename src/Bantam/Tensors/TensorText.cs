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
    public static string Element(Tensor tensor, int index) => tensor.Element == ElementType.String
        ? $"\"{tensor.Strings[index]}\""
        : tensor.Element.Info().Codec.Text(tensor.Bytes, index);

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
