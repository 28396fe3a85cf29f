using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>
/// Pads. Around a constant's: the whole output filled, then the input copied into it. The others: the input copied, then axis by axis
/// the margins copied from what the output has already.
/// </summary>
internal sealed class PadRule : CopyingRule
{
    /// <inheritdoc/>
    public override bool Accepts(Operator op, IReadOnlyList<TensorType?> inputs, IReadOnlyList<Tensor?> constants)
    {
        if (op is not Pad pad || !inputs[0]!.Shape.IsKnown) return false;

        // A margin is one copy: mirrored or repeated it must not be longer than what it is copied from.
        var shape = inputs[0]!.Shape;
        var pads = Pad.Pads(shape, constants[1]!.ToIntegers(), constants.ElementAtOrDefault(3)?.ToIntegers());
        return pad.Mode is PadMode.Constant or PadMode.Edge || Enumerable.Range(0, shape.Rank).All(Fits);

        // A mirror does not repeat the element that it stands on.
        bool Fits(int axis)
        {
            var longest = Math.Max(pads[axis].Before, pads[axis].After);
            var source = Margin.Of(shape[axis].Size, pads[axis]).Inside;
            return longest <= (pad.Mode == PadMode.Reflect ? source - 1 : source);
        }
    }

    /// <inheritdoc/>
    public override bool ReadsRows(Node node, int input) => input == 0;

    /// <inheritdoc/>
    public override bool WritesRows(Node node) => true;

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var node = group.Anchor!;
        var (input, output) = (node.Inputs[0]!, node.Outputs[0]);
        var shape = input.Type.Shape;
        var mode = ((Pad)node.Operator).Mode;
        var pads = Pad.Pads(shape, Constants(node, 1)!, Constants(node, 3));
        Margin[] margins = [.. pads.Select((p, axis) => Margin.Of(shape[axis].Size, p))];
        var calls = new List<LoweredCall>();
        var label = group.ToString();
        if (mode == PadMode.Constant) calls.Add(Fill(context, node, label));
        var (from, to) = (CopyView.Of(context, input), CopyView.Of(context, output));
        for (var axis = 0; axis < margins.Length; axis++)
            (from, to) = (from.Moved(axis, margins[axis].Cut), to.Moved(axis, margins[axis].Before));
        int[] sizes = [.. margins.Select(m => m.Inside)];
        calls.Add(StridedCopies.Copy(context, sizes, from, to, label));
        if (mode == PadMode.Constant) return calls;

        for (var axis = 0; axis < margins.Length; axis++)
        {
            var (_, before, inside, after) = margins[axis];
            var (step, first, second) = mode switch
            {
                PadMode.Edge => (0, 0, inside - 1),
                PadMode.Reflect => (-1, before, inside - 2),
                _ => (1, inside - before, 0),
            };
            if (before > 0) AddMargin(before, -before, first);
            if (after > 0) AddMargin(after, inside, second);
            sizes[axis] += before + after;
            to = to.Moved(axis, -before);

            void AddMargin(int count, int place, int source)
            {
                int[] block = [.. sizes];
                block[axis] = count;
                calls.Add(StridedCopies.Copy(context, block, to.Moved(axis, source).Stretched(axis, step), to.Moved(axis, place), label));
            }
        }

        return calls;
    }

    private static LoweredCall Fill(LoweringContext context, Node node, string label)
    {
        var output = node.Outputs[0];
        var type = output.Type with { Shape = Shape.Scalar };
        var number = node.Inputs.ElementAtOrDefault(2) ?? new Value("zero", type) { Constant = new Tensor(type) };
        var repeated = new CopyView(number, 0, new int[output.Type.Shape.Rank]);
        return StridedCopies.Copy(context, output.Type.Shape.Sizes, repeated, CopyView.Of(context, output), label);
    }

    /// <summary>One axis: what is cut off the input at its start, and what lies before, inside and after in the output.</summary>
    private sealed record Margin(int Cut, int Before, int Inside, int After)
    {
        public static Margin Of(int size, (int Before, int After) pads)
        {
            var cut = Math.Max(-pads.Before, 0);
            var inside = Math.Max(size - cut - Math.Max(-pads.After, 0), 0);
            return new Margin(cut, Math.Max(pads.Before, 0), inside, Math.Max(pads.After, 0));
        }
    }
}
