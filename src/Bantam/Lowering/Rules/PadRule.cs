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
    public override bool Accepts(Operator op, OperatorInputs inputs)
    {
        if (op is not Pad pad || Pad.Pads(inputs) is not { } pads) return false;

        // A margin is one copy: mirrored or repeated it must not be longer than what it is copied from.
        var shape = inputs[0].Shape;
        return pad.Mode is PadMode.Constant or PadMode.Edge || Enumerable.Range(0, shape.Rank).All(Fits);

        // A mirror does not repeat the element that it stands on.
        bool Fits(int axis)
        {
            var longest = Dimension.Max(pads[axis].Before, pads[axis].After);
            var source = Margin.Of(shape[axis], pads[axis]).Inside;
            return ((pad.Mode == PadMode.Reflect ? source - 1 : source) - longest).IsNonNegative;
        }
    }

    /// <inheritdoc/>
    public override bool Reads(Node node, int input, Dimension[] strides) => input == 0;

    /// <inheritdoc/>
    public override bool Writes(Node node, Shape shape, Dimension[] strides) => true;

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var node = group.Anchor!;
        var (input, output) = (node.Inputs[0]!, node.Outputs[0]);
        var shape = input.Type.Shape;
        var mode = ((Pad)node.Operator).Mode;
        var pads = Pad.Pads(OperatorInputs.Of(node))!;
        Margin[] margins = [.. pads.Select((p, axis) => Margin.Of(shape[axis], p))];
        var calls = new List<LoweredCall>();
        var label = group.ToString();
        var (from, to) = (CopyView.Of(context, input), CopyView.Of(context, output));
        for (var axis = 0; axis < margins.Length; axis++)
            (from, to) = (from.Moved(axis, margins[axis].Cut), to.Moved(axis, margins[axis].Before));
        Dimension[] sizes = [.. margins.Select(m => m.Inside)];
        var isFrame = mode == PadMode.Constant && to.Holds(context, input);
        if (mode == PadMode.Constant && PadLineCalls.Create(context, node, margins, isFrame, label) is { } inOnePass) return [inOnePass];
        if (isFrame) return Frame(context, node, margins, label);
        if (mode == PadMode.Constant) calls.Add(Fill(context, node, [.. output.Type.Shape], CopyView.Of(context, output), label));
        calls.Add(StridedCopies.Copy(context, sizes, from, to, label));
        if (mode == PadMode.Constant) return calls;

        for (var axis = 0; axis < margins.Length; axis++)
        {
            var (_, before, inside, after) = margins[axis];
            var (step, first, second) = mode switch
            {
                PadMode.Edge => (0, (Dimension)0, inside - 1),
                PadMode.Reflect => (-1, before, inside - 2),
                _ => (1, inside - before, 0),
            };
            if (before != 0) AddMargin(before, -before, first);
            if (after != 0) AddMargin(after, inside, second);
            sizes[axis] += before + after;
            to = to.Moved(axis, -before);

            void AddMargin(Dimension count, Dimension place, Dimension source)
            {
                Dimension[] block = [.. sizes];
                block[axis] = count;
                calls.Add(StridedCopies.Copy(context, block, to.Moved(axis, source).Stretched(axis, step), to.Moved(axis, place), label));
            }
        }

        return calls;
    }

    /// <summary>What lies around an input that was computed in its place: axis by axis what is before it and behind it.</summary>
    private static List<LoweredCall> Frame(LoweringContext context, Node node, Margin[] margins, string label)
    {
        var (calls, place) = (new List<LoweredCall>(), CopyView.Of(context, node.Outputs[0]));
        Dimension[] block = [.. node.Outputs[0].Type.Shape];
        for (var axis = 0; axis < margins.Length; axis++)
        {
            var (_, before, inside, after) = margins[axis];
            if (before != 0) AddMargin(before, 0);
            if (after != 0) AddMargin(after, before + inside);
            block[axis] = inside;
            place = place.Moved(axis, before);

            void AddMargin(Dimension count, Dimension at)
            {
                Dimension[] margin = [.. block];
                margin[axis] = count;
                calls.Add(Fill(context, node, margin, place.Moved(axis, at), label));
            }
        }

        return calls;
    }

    /// <summary>The number that margins are filled with.</summary>
    internal static Value NumberOf(Node node)
    {
        var type = node.Outputs[0].Type with { Shape = Shape.Scalar };
        return node.Inputs.ElementAtOrDefault(2) ?? new Value("zero", type) { Constant = new Tensor(type) };
    }

    private static LoweredCall Fill(LoweringContext context, Node node, Dimension[] sizes, CopyView place, string label)
    {
        var repeated = new CopyView(NumberOf(node), 0, [.. sizes.Select(_ => (Dimension)0)]);
        return StridedCopies.Copy(context, sizes, repeated, place, label);
    }

    /// <summary>One axis: what is cut off the input at its start, and what lies before, inside and after in the output.</summary>
    internal sealed record Margin(Dimension Cut, Dimension Before, Dimension Inside, Dimension After)
    {
        /// <summary>Whether something lies before or after.</summary>
        public bool IsPadded => Before != 0 || After != 0;

        public static Margin Of(Dimension size, (Dimension Before, Dimension After) pads)
        {
            var cut = Dimension.Max(-pads.Before, 0);
            var inside = Dimension.Max(size - cut - Dimension.Max(-pads.After, 0), 0);
            return new Margin(cut, Dimension.Max(pads.Before, 0), inside, Dimension.Max(pads.After, 0));
        }
    }
}
