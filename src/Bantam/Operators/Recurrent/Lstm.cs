using Bantam.Operators.Control;
using Bantam.Tensors;

namespace Bantam.Operators.Recurrent;

/// <summary>
/// A long short-term memory (Hochreiter and Schmidhuber 1997). Inputs: X [seq, batch, input], W [directions, 4·hidden, input],
/// R [directions, 4·hidden, hidden], optionally B [directions, 8·hidden], the lengths (which must be absent), the initial h and c
/// [directions, batch, hidden], and peepholes P [directions, 3·hidden]; gates lie in the order input, output, forget, cell. Outputs:
/// Y [seq, directions, batch, hidden], the last h and c [directions, batch, hidden].
/// <see href="https://onnx.ai/onnx/operators/onnx__LSTM.html"/>
/// </summary>
/// <param name="Hidden">The width of the state.</param>
/// <param name="Direction">Which way the sequence is read.</param>
public sealed record Lstm(int Hidden, RecurrentDirection Direction = RecurrentDirection.Forward) : Operator
{
    private const int Gates = 4;

    /// <inheritdoc/>
    public override string Name => "LSTM";

    private int Directions => Direction == RecurrentDirection.Bidirectional ? 2 : 1;

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var x = inputs.Shape(0);
        if (x.Rank != 3) throw new ShapeException($"X is [seq, batch, input]; it is {inputs[0]}.");
        Expect(1, [Directions, Gates * Hidden, x[2]], "W");
        Expect(2, [Directions, Gates * Hidden, Hidden], "R");
        Expect(3, [Directions, 2 * Gates * Hidden], "B");
        if (inputs.Optional(4) is not null)
            throw new ShapeException("sequences of different lengths in one batch are not computed; leave out sequence_lens.");
        Expect(5, [Directions, x[1], Hidden], "initial_h");
        Expect(6, [Directions, x[1], Hidden], "initial_c");
        Expect(7, [Directions, 3 * Hidden], "P");
        var last = inputs[0] with { Shape = new Shape(Directions, x[1], Hidden) };
        return [inputs[0] with { Shape = new Shape(x[0], Directions, x[1], Hidden) }, last, last];

        void Expect(int index, Dimension[] shape, string what)
        {
            if (inputs.Optional(index) is not { } given) return;
            if (given.Element != inputs[0].Element || given.Shape.Rank != shape.Length
                || given.Shape.Zip(shape).Any(d => Dimension.Differ(d.First, d.Second)))
                throw new ShapeException($"{what} must be {inputs[0].Element}{new Shape(shape)}; it is {given}.");
        }
    }

    /// <summary>Samples stay apart; gates and hidden units all depend on each other.</summary>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var (x, last) = (inputs.Shape(0), new Shape(Directions, inputs.Shape(0)[1], Hidden));
        var (time, samples) = (AxisMap.Axis(new AxisLabel(AxisKind.Mixed), x[0]), AxisMap.Axis(new AxisLabel(), x[1]));
        var (sequence, state) = (Tied(x), Tied(last));
        (sequence[0], sequence[1], state[1]) = (time, samples, samples);
        var others = Enumerable.Range(1, inputs.Count - 1).Select(Other);
        return new AxisMap([sequence, .. others], [[time, .. state], state, state]);

        AxisPart[][]? Other(int input)
        {
            if (input is 5 or 6) return state;
            return inputs.Optional(input) is { } own ? Tied(own.Shape) : null;
        }

        static AxisPart[][] Tied(Shape shape) => AxisMap.Axes(shape, AxisMap.Labels(shape, AxisKind.Gathered));
    }

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs)
    {
        InferFor(inputs);
        return Expand(inputs);
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var directions = Enumerable.Range(0, Directions).Select(d => Run(inputs, d)).ToArray();
        return
        [
            Joined(1, directions.Select(r => r.Sequence)), Joined(0, directions.Select(r => r.H)), Joined(0, directions.Select(r => r.C)),
        ];
    }

    private static Tensor Joined(int axis, IEnumerable<Tensor> parts)
    {
        Tensor[] all = [.. parts.Select(p => p.Unsqueeze(axis))];
        return all.Length == 1 ? all[0] : Tensor.Concat(axis, all);
    }

    /// <summary>
    /// One direction. What the gates take of the sequence is one product for all steps; each step adds what they take of the state.
    /// </summary>
    private (Tensor Sequence, Tensor H, Tensor C) Run(IReadOnlyList<Tensor?> inputs, int direction)
    {
        var x = inputs[0]!;
        var gates = x.MatMul(Of(1)!.TransposeLast());
        if (Of(3) is { } bias) gates += bias.Slice([0], [0], [Gates * Hidden]) + bias.Slice([0], [Gates * Hidden], [2 * Gates * Hidden]);
        var recurrent = Of(2)!.TransposeLast();
        var zeros = Of(5) is null || Of(6) is null ? Zeros(x) : null;
        Tensor[] peepholes = Of(7) is { } p ? p.Split(0, Hidden, Hidden, Hidden) : [];
        var reversed = Direction == RecurrentDirection.Reverse || direction == 1 ? 1 : 0;
        Tensor[] initial = [Of(5) ?? zeros!, Of(6) ?? zeros!];
        var results = ControlFlow.Scan(initial, [gates], [recurrent, .. peepholes], [reversed], [reversed, reversed], given =>
        {
            var (h, c, taken) = (given[0], given[1], given[2]);
            var parts = (taken + h.MatMul(given[3])).Split(1, Hidden, Hidden, Hidden, Hidden);
            var hasPeepholes = given.Count > 4;
            var input = (hasPeepholes ? parts[0] + (given[4] * c) : parts[0]).Sigmoid();
            var forget = (hasPeepholes ? parts[2] + (given[6] * c) : parts[2]).Sigmoid();
            var cell = (forget * c) + (input * parts[3].Tanh());
            var output = (hasPeepholes ? parts[1] + (given[5] * cell) : parts[1]).Sigmoid();
            var state = output * cell.Tanh();
            return [state, cell, state, cell];
        });
        return (results[2], results[0], results[1]);

        Tensor? Of(int index) => index < inputs.Count && inputs[index] is { } tensor ? tensor.Gather(Tensor.Scalar((long)direction)) : null;
    }

    private Tensor Zeros(Tensor x)
    {
        var shape = Tensor.Concat(0, x.ShapeOf(1, 2), Tensor.From<long>([Hidden], 1));
        return new Movement.ConstantOfShape(x.Element, 0).ApplyOne(shape);
    }
}
