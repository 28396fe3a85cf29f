using Bantam.Onnx.Reading;
using Bantam.Operators.Control;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;

namespace Bantam.Onnx.Rows;

/// <summary>Loops and branches.</summary>
internal static class ControlRows
{
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
    ];

    private static Ints Zeros(Ints numbers) => Ints.From(new int[numbers.Count]);

    private static Tensor[] If(OnnxNode node)
    {
        var (then, otherwise) = (node.Body("then_branch"), node.Body("else_branch"));

        // Of a condition that the file decides one branch is left, and what it says of shapes and sequences is known.
        if (node.Input(0) is { IsSymbolic: false, Element: ElementType.Bool, Shape.Count: var count } condition && count == 1)
            return [.. condition.Span<bool>()[0] ? then([]) : otherwise([])];
        try
        {
            var (op, inputs) = ControlFlow.TraceIf(node.Input(0), () => then([]), () => otherwise([]));
            if (op.Then.Outputs.Zip(op.Otherwise.Outputs).All(o => HaveSameRank(o.First.Kind, o.Second.Kind)))
                return node.Apply(op, inputs);
        }
        catch (ShapeException error)
        {
            // A branch that is not taken need not fit.
            throw new UndecidedException($"one of its branches does not fit, should it be taken: {error.Message}");
        }

        throw new UndecidedException("its branches give tensors of different ranks.");
    }

    private static bool HaveSameRank(ValueKind a, ValueKind b) =>
        a is not TensorType { Shape: var x } || b is not TensorType { Shape: var y } || x.Rank == y.Rank;

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
}
