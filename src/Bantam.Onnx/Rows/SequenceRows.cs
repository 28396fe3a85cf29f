using Bantam.Onnx.Reading;
using Bantam.Operators.Control;
using Bantam.Operators.Sequences;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;

namespace Bantam.Onnx.Rows;

/// <summary>Sequences and optionals.</summary>
internal static class SequenceRows
{
    public static IEnumerable<OperatorRow> All => Rows.Select(row => row with { Read = node => Counted(node, row.Read(node)) });

    private static OperatorRow[] Rows =>
    [
        Of<SequenceConstruct>(since: 11),
        Of<SequenceEmpty>((a, op) => new(a.Element("dtype", ElementType.Float, op?.Element)), since: 11),
        Of<SequenceInsert>(since: 11),
        Of<SequenceErase>(since: 11),
        Of<SequenceAt>(since: 11),
        Of<SequenceLength>(since: 11),
        Of<SplitToSequence>((a, op) => new(a.Int("axis", 0, op?.Axis), a.Bool("keepdims", true, op?.KeepsAxis)), since: 11),
        Of<ConcatFromSequence>(
            (a, op) => new(
                a.OptionalInt("axis", op?.Axis) ?? throw a.Fault("attribute 'axis' is missing."), a.Bool("new_axis", false, op?.MakesAxis)),
            since: 11),
        new("SequenceMap", 17, Map),
        Of<Optional>((a, op) => new(a.OptionalKind("type", op?.Of)), since: 15),
        Of<OptionalHasElement>(since: 15),
        Of<OptionalGetElement>(since: 15),
    ];

    /// <summary>One node may become an operator for each item: they count, so that no small file unfolds to a large graph.</summary>
    private static Tensor[] Counted(OnnxNode node, Tensor[] results)
    {
        foreach (var sequence in node.Inputs.Concat(results).OfType<Tensor>().Where(t => t.Kind is SequenceType))
            if (new SequenceLength().ApplyOne(sequence) is { IsSymbolic: false } length)
                node.TakeNodes(length.Span<long>()[0]);
        return results;
    }

    /// <summary>A body for each item: one after the other where their number is known, else as a loop.</summary>
    private static Tensor[] Map(OnnxNode node)
    {
        var body = node.Body("body");
        Tensor[] given = [.. Enumerable.Range(0, Math.Max(1, node.Inputs.Count)).Select(node.Input)];
        if (given[0].Kind is not SequenceType) throw node.Error($"input 0 is a sequence; this one is {given[0].Kind}.");
        var length = new SequenceLength().ApplyOne(given[0]);
        Tensor[] results = [.. node.BodyOutputs("body").Select(Tensor.EmptySequence)];
        if (length.IsSymbolic)
        {
            var (op, inputs) = ControlFlow.TraceLoop(length, null, results, (round, goesOn, states) => [goesOn, .. Round(round, states)]);
            return node.Apply(op, inputs);
        }

        for (var round = 0L; round < length.Span<long>()[0]; round++) results = Round(Tensor.Scalar(round), results);
        return results;

        Tensor[] Round(Tensor round, IReadOnlyList<Tensor> states)
        {
            var outputs = body([.. given.Select(g => g.Kind is SequenceType ? new SequenceAt().ApplyOne(g, round) : g)]);
            return [.. outputs.Zip(states, (output, state) => new SequenceInsert().ApplyOne(state, output))];
        }
    }
}
