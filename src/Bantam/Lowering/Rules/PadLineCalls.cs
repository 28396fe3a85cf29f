using Bantam.Graphs;
using Bantam.Kernels.Templates;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Pads along one axis, or two neighbouring ones, in one pass over the lines of the result.</summary>
internal static class PadLineCalls
{
    /// <summary>The call; null where other axes are padded, or what lies inside of them is no line.</summary>
    /// <param name="context">What is lowered.</param>
    /// <param name="node">The pad.</param>
    /// <param name="margins">What it does along each axis.</param>
    /// <param name="isFrame">Whether the inside is in its place already.</param>
    /// <param name="label">The nodes that it computes, for people.</param>
    public static LoweredCall? Create(LoweringContext context, Node node, PadRule.Margin[] margins, bool isFrame, string label)
    {
        var (input, output) = (node.Inputs[0]!, node.Outputs[0]);
        var element = output.Type.Element;
        var unit = StridedCopies.UnitOf(element);
        var padded = Enumerable.Range(0, margins.Length).Where(axis => margins[axis].IsPadded).ToArray();
        if (padded.Length == 0 || padded[^1] == 0 || padded[^1] - padded[0] > 1 || unit.Size() != element.Size()) return null;

        // The last padded axis and what lies inside of it are the line, the axis before it are the lines, others before are images.
        var (across, lines) = (padded[^1], padded[^1] - 1);
        var (shape, inside) = (output.Type.Shape, input.Type.Shape);
        var (to, from) = (context.Views.Strides(output), context.Views.Strides(input));
        var isCut = margins.Where((m, axis) => m.Inside != inside[axis]).Any();
        var line = new Shape(shape.Skip(across));
        if (isCut || !Views.IsDense(line, to[across..]) || !Views.IsDense(new Shape(inside.Skip(across)), from[across..])) return null;
        var outer = Broadcasting.Collapse([.. shape.Take(lines)], [to[..lines], from[..lines]]);
        if (outer is not ([var images], [[var toImage], [var fromImage]])) return null;

        var (target, inner) = (context.Target, shape.Product(across + 1, shape.Rank));
        var spec = new PadLinesSpec(target, unit, isFrame);
        var kernel = KernelCache.Get(target, spec.Key, () => PadLines.Kernel(spec));
        Dimension[] sizes =
        [
            shape[lines], margins[lines].Before, inside[lines],
            margins[across].Before * inner, inside[across] * inner, margins[across].After * inner, toImage, to[lines],
            .. isFrame ? [] : (Dimension[])[fromImage, from[lines]],
        ];
        Value[] buffers = [PadRule.NumberOf(node), .. isFrame ? [] : (Value[])[input], output];
        var tiles = images * shape[lines];
        var moved = isFrame ? margins[across].Before + margins[across].After : shape[across];
        return new LoweredCall(kernel, buffers, sizes, tiles, new CallCost(tiles, moved, inner), label);
    }
}
