using System.Text;
using Bantam.Tensors;

namespace Bantam.Operators;

/// <summary>
/// Which axes of its inputs the axes of an operator's outputs follow, as einsum and einops write it: a list of parts an axis, outermost
/// first. An axis of one part is that label; one of several is their product; one of none has a single element that goes with nothing.
/// </summary>
/// <param name="inputs">The axes of each input; null where it is absent, or only its own elements decide about shapes.</param>
/// <param name="outputs">The axes of each output.</param>
public sealed class AxisMap(IReadOnlyList<AxisPart[][]?> inputs, IReadOnlyList<AxisPart[][]> outputs)
{
    private const int None = -1;

    /// <summary>The axes of each input.</summary>
    public IReadOnlyList<AxisPart[][]?> Inputs => inputs;

    /// <summary>The axes of each output.</summary>
    public IReadOnlyList<AxisPart[][]> Outputs => outputs;

    /// <summary>An axis a dimension, each of one label.</summary>
    public static AxisPart[][] Axes(Shape shape, IReadOnlyList<AxisLabel> labels) =>
        [.. shape.Select((size, axis) => Axis(labels[axis], size))];

    /// <summary>Labels of one kind, one a dimension.</summary>
    public static AxisLabel[] Labels(Shape shape, AxisKind kind = AxisKind.Pointwise) => [.. shape.Select(_ => new AxisLabel(kind))];

    /// <summary>An axis of one label.</summary>
    public static AxisPart[] Axis(AxisLabel label, Dimension size, int offset = 0, int step = 1) => [new(label, size, offset, step)];

    /// <summary>An axis that is the product of two labels; one of size 1 is left out.</summary>
    public static AxisPart[] Axis((AxisLabel Label, Dimension Size) outer, (AxisLabel Label, Dimension Size) inner) =>
        outer.Size == 1 ? Axis(inner.Label, inner.Size) : inner.Size == 1 ? Axis(outer.Label, outer.Size)
            : [new(outer.Label, outer.Size), new(inner.Label, inner.Size)];

    /// <summary>What is computed element by element from operands that broadcast; there may be several such outputs.</summary>
    public static AxisMap Elementwise(IEnumerable<Shape?> operands, Shape result, int outputs = 1)
    {
        var labels = Labels(result);
        var axes = Axes(result, labels);
        return new([.. operands.Select(o => o is null ? null : Broadcast(o, result, labels))], [.. Enumerable.Repeat(axes, outputs)]);
    }

    /// <summary>The axes of a tensor that broadcasts to a shape with these labels.</summary>
    public static AxisPart[][] Broadcast(Shape operand, Shape result, IReadOnlyList<AxisLabel> labels)
    {
        var missing = result.Rank - operand.Rank;
        return [.. operand.Select((size, axis) => Axis(labels[axis + missing], size, step: size == result[axis + missing] ? 1 : 0))];
    }

    /// <summary>
    /// Carries marks from the elements of one axis to those of another that are at the same places of a label. Sizes must be numbers.
    /// </summary>
    /// <param name="from">The axis whose elements are marked.</param>
    /// <param name="marks">Their marks; −1 is none.</param>
    /// <param name="label">What both axes have.</param>
    /// <param name="to">The other axis.</param>
    /// <returns>The marks of the other axis; null where elements at one place have different ones.</returns>
    public static int[]? Carry(AxisPart[] from, int[] marks, AxisLabel label, AxisPart[] to) =>
        MarksAlong(label, from, marks) is { } along ? [.. Places(to, label).Select(place => along.GetValueOrDefault(place, None))] : null;

    /// <summary>The label of an axis that tells marks apart; null where none does.</summary>
    public static AxisLabel? LabelOf(AxisPart[] axis, int[] marks) =>
        axis.FirstOrDefault(p => p.Step != 0 && MarksAlong(p.Label, axis, marks) is not null).Label;

    /// <summary>
    /// The map as einops writes it: labels as letters, products in brackets, and behind a label what is special about it: * mixed,
    /// ~ windowed, ? gathered, =1 broadcast or reduced, + where it begins, / its step.
    /// </summary>
    public override string ToString()
    {
        var names = new Dictionary<AxisLabel, string>();
        return $"{string.Join(", ", inputs.Select(Tensor))} -> {string.Join(", ", outputs.Select(Tensor))}";

        string Tensor(AxisPart[][]? axes) => axes is null ? "-" : string.Join(' ', axes.Select(Axis));

        string Axis(AxisPart[] parts) => parts.Length switch
        {
            0 => "1",
            1 => Part(parts[0]),
            _ => $"({string.Join(' ', parts.Select(Part))})",
        };

        string Part(AxisPart part)
        {
            if (!names.TryGetValue(part.Label, out var name)) names[part.Label] = name = ((char)('a' + names.Count)).ToString();
            var text = new StringBuilder(name).Append(Mark(part.Label.Kind));
            if (part.Step == 0) return text.Append("=1").ToString();
            if (part.Offset != 0) text.Append('+').Append(part.Offset);
            if (part.Step != 1) text.Append('/').Append(part.Step);
            return text.ToString();
        }
    }

    private static string Mark(AxisKind kind) => kind switch
    {
        AxisKind.Mixed => "*",
        AxisKind.Windowed => "~",
        AxisKind.Gathered => "?",
        _ => "",
    };

    /// <summary>The mark of each place along a label; null where a place has several, or the axis lacks the label.</summary>
    private static Dictionary<int, int>? MarksAlong(AxisLabel label, AxisPart[] axis, int[] marks)
    {
        if (!axis.Any(p => p.Label == label && p.Step != 0)) return null;
        var along = new Dictionary<int, int>();
        foreach (var (element, place) in Places(axis, label).Index())
            if (!along.TryAdd(place, marks[element]) && along[place] != marks[element])
                return null;
        return along;
    }

    /// <summary>The place along a label of each element of an axis.</summary>
    internal static IEnumerable<int> Places(AxisPart[] axis, AxisLabel label)
    {
        var (count, inner, own) = (1, 1, default(AxisPart));
        foreach (var part in axis.Reverse())
        {
            if (part.Label == label && part.Step != 0) (own, inner) = (part, count);
            count *= part.Size.Size;
        }

        return Enumerable.Range(0, count).Select(element => own.Offset + (own.Step * (element / inner % own.Size.Size)));
    }
}
