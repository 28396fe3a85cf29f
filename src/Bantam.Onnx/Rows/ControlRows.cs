using Bantam.Onnx.Reading;
using Bantam.Operators.Control;
using Bantam.Operators.Recurrent;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;

namespace Bantam.Onnx.Rows;

/// <summary>Loops and branches, and recurrent networks.</summary>
internal static class ControlRows
{
    private static readonly (string, RecurrentDirection)[] Directions =
    [
        ("forward", RecurrentDirection.Forward), ("reverse", RecurrentDirection.Reverse),
        ("bidirectional", RecurrentDirection.Bidirectional),
    ];

    public static IEnumerable<OperatorRow> All =>
    [
        Around<If>(1, If, ["then_branch", "else_branch"]),
        Around<Loop>(1, Loop, ["body"]),
        Around<Scan>(9, Scan, ["body"], (op, a) =>
        {
            a.OptionalInt("num_scan_inputs", op.Sequences);
            a.Ints("scan_input_directions", Zeros(op.Reversed), op.Reversed);
            a.Ints("scan_output_directions", Zeros(op.ReversedOutputs), op.ReversedOutputs);
        }),
        Of<Lstm>(Schema, since: 7, name: "LSTM") with { Read = Lstm },
    ];

    private static Ints Zeros(Ints numbers) => Ints.From(new int[numbers.Count]);

    private static Tensor[] If(OnnxNode node)
    {
        var (then, otherwise) = (node.Body("then_branch"), node.Body("else_branch"));

        // Of a condition that the file decides one branch is left, and what it says of shapes and sequences is known.
        if (node.Input(0) is { IsSymbolic: false, Element: ElementType.Bool, Shape.Count: var count } condition && count == 1)
            return [.. condition.Span<bool>()[0] ? then([]) : otherwise([])];
        var (op, inputs) = ControlFlow.TraceIf(node.Input(0), () => then([]), () => otherwise([]));
        return node.Apply(op, inputs);
    }

    private static Tensor[] Loop(OnnxNode node)
    {
        var body = node.Body("body");
        Tensor[] states = [.. Enumerable.Range(2, Math.Max(0, node.Inputs.Count - 2)).Select(node.Input)];
        var (op, inputs) = ControlFlow.TraceLoop(
            node.Optional(0), node.Optional(1), states, (round, goesOn, given) => body([round, goesOn, .. given]));
        return node.Apply(op, inputs);
    }

    private static Tensor[] Scan(OnnxNode node)
    {
        var body = node.Body("body");
        var count = node.Attributes.OptionalInt("num_scan_inputs") ?? throw node.Error("attribute 'num_scan_inputs' is missing.");
        if (count < 1 || count > node.Inputs.Count)
            throw node.Error($"attribute 'num_scan_inputs' is from 1 to {node.Inputs.Count}; it is {count}.");
        Tensor[] states = [.. Enumerable.Range(0, node.Inputs.Count - count).Select(node.Input)];
        var axes = Numbers("scan_input_axes", count);
        Tensor[] sequences = [.. Enumerable.Range(0, count).Select(i => First(node.Input(states.Length + i), axes[i]))];
        var outputs = node.OutputCount - states.Length;
        var (outputAxes, directions) = (Numbers("scan_output_axes", outputs), Numbers("scan_input_directions", count));
        var outputDirections = Numbers("scan_output_directions", outputs);
        var (op, inputs) = ControlFlow.TraceScan(states, sequences, [], Ints.From(directions), Ints.From(outputDirections), body);
        if (outputAxes.All(a => a == 0)) return node.Apply(op, inputs);
        var results = op.Apply(inputs);
        return [.. results.Select((r, i) => i < states.Length ? r : Last(r, outputAxes[i - states.Length]))];

        int[] Numbers(string name, int length)
        {
            var given = node.Attributes.OptionalInts(name);
            if (given is null) return new int[length];
            if (given.Count == length) return [.. given];
            throw node.Error($"attribute '{name}' has {given.Count} numbers; there are {length} sequences.");
        }
    }

    private static Tensor First(Tensor tensor, int axis)
    {
        axis = tensor.Shape.Axis(axis);
        return axis == 0 ? tensor : tensor.Transpose([axis, .. Enumerable.Range(0, tensor.Shape.Rank).Where(a => a != axis)]);
    }

    private static Tensor Last(Tensor tensor, int axis)
    {
        axis = tensor.Shape.Axis(axis);
        if (axis == 0) return tensor;
        return tensor.Transpose([.. Enumerable.Range(1, axis), 0, .. Enumerable.Range(axis + 1, tensor.Shape.Rank - axis - 1)]);
    }

    private static Lstm Schema(Attributes a, Lstm? op) =>
        new(
            a.OptionalInt("hidden_size", op?.Hidden) ?? throw a.Fault("attribute 'hidden_size' is missing."),
            a.Choice("direction", "forward", Directions, op?.Direction));

    private static Tensor[] Lstm(OnnxNode node)
    {
        var attributes = node.Attributes;
        attributes.Only("input_forget", 0);
        attributes.Ignore("output_sequence");
        if (attributes.Has("clip"))
            throw new GapException("attribute 'clip' limits what goes into the gates; Bantam has the operator without a limit only.");
        var direction = attributes.Choice("direction", "forward", Directions, null);
        foreach (var activation in attributes.Texts("activations") ?? [])
            if (activation is not ("Sigmoid" or "Tanh"))
                throw new GapException($"attribute 'activations' has {activation}; Bantam has the operator with Sigmoid, Tanh, Tanh only.");
        if (attributes.Texts("activations") is { } given && given.Where((a, i) => a != (i % 3 == 0 ? "Sigmoid" : "Tanh")).Any())
            throw new GapException(
                $"attribute 'activations' is {string.Join(", ", given)}; Bantam has the operator with Sigmoid, Tanh, Tanh only.");
        var r = node.Input(2);
        var hidden = attributes.OptionalInt("hidden_size")
            ?? (r.Shape.Rank == 3 && r.Shape[2].IsKnown ? r.Shape[2].Size : throw node.Error("attribute 'hidden_size' is missing."));
        Tensor?[] inputs = [.. Enumerable.Range(0, 8).Select(node.Optional)];
        if (inputs[4] is { } lengths)
        {
            var length = inputs[0]!.Shape[0];
            if (lengths.IsSymbolic || !length.IsKnown || lengths.ToArray<int>().Any(l => l != length.Size))
                throw new GapException("sequences of different lengths in one batch (sequence_lens) are not computed.");
            inputs[4] = null;
        }

        var op = new Lstm(hidden, direction);
        if (attributes.Int("layout", 0) == 0) return node.Apply(op, inputs);

        // Of layout 1 the batch is the first axis of everything but the weights.
        foreach (var i in (int[])[0, 5, 6]) inputs[i] = inputs[i]?.Transpose(1, 0, 2);
        var results = op.Apply(inputs);
        return [results[0].Transpose(2, 0, 1, 3), results[1].Transpose(1, 0, 2), results[2].Transpose(1, 0, 2)];
    }
}
