using Bantam.Operators.Control;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Operators.Recurrent;

/// <summary>
/// A recurrent network. Inputs: X [seq, batch, input], W [directions, gates·hidden, input], R [directions, gates·hidden, hidden],
/// optionally B [directions, 2·gates·hidden] (of W, then of R), the lengths of the sequences, Int32 [batch], and the initial states
/// [directions, batch, hidden]. Outputs: Y [seq, directions, batch, hidden], which is 0 behind the end of a sequence, and the last
/// states [directions, batch, hidden].
/// </summary>
/// <param name="Hidden">The width of the state.</param>
/// <param name="Direction">Which way the sequence is read.</param>
public abstract record RecurrentOperator(int Hidden, RecurrentDirection Direction) : Operator
{
    private const int Lengths = 4, FirstState = 5;

    /// <summary>The functions of all directions; null for the usual ones.</summary>
    public RecurrentActivations? Activations { get; init; }

    /// <summary>
    /// The sums of gates are kept between −clip and clip before their functions; null where they are not. A cell is not a gate: ONNX
    /// Runtime leaves it as it is, too.
    /// </summary>
    public float? Clip { get; init; }

    /// <summary>The usual functions of one direction.</summary>
    protected abstract RecurrentActivations Functions { get; }

    private int Directions => Direction == RecurrentDirection.Bidirectional ? 2 : 1;

    /// <summary>How many matrices of the state's width W and R consist of.</summary>
    protected abstract int Gates { get; }

    /// <summary>How many states a step hands on to the next; the first is what comes out.</summary>
    protected virtual int States => 1;

    /// <summary>How many of the gates also read the second state, each element that of its own place.</summary>
    protected virtual int Peepholes => 0;

    private int PeepholeInput => FirstState + States;

    /// <summary>The usual functions of all directions.</summary>
    public RecurrentActivations UsualActivations() => [.. Enumerable.Repeat(Functions, Directions).SelectMany(f => f)];

    /// <inheritdoc/>
    public sealed override TensorType[] Infer(OperatorInputs inputs)
    {
        var x = inputs.Shape(0);
        if (x.Rank != 3) throw new ShapeException($"X is [seq, batch, input]; it is {inputs[0]}.");

        // W and R must be given, whatever is known of them.
        (_, _) = (inputs[1], inputs[2]);
        Expect(1, [Directions, Gates * Hidden, x[2]], "W");
        Expect(2, [Directions, Gates * Hidden, Hidden], "R");
        Expect(3, [Directions, 2 * Gates * Hidden], "B");
        if (inputs.Optional(Lengths) is { } lengths
            && (lengths.Element != ElementType.Int32 || Shape.Differ(lengths.Shape, new Shape(x[1]))))
            throw new ShapeException($"the lengths of the sequences are Int32[{x[1]}]; they are {lengths}.");
        for (var state = 0; state < States; state++)
            Expect(FirstState + state, [Directions, x[1], Hidden], state == 0 ? "initial_h" : "initial_c");
        if (Peepholes > 0) Expect(PeepholeInput, [Directions, Peepholes * Hidden], "P");
        if (Activations is { } given && given.Count != Directions * Functions.Count)
            throw new ShapeException(
                $"{Name} has {Functions.Count} functions a direction, here {Directions * Functions.Count}; "
                + $"{given.Count} are given: {given}.");
        var last = inputs[0] with { Shape = new Shape(Directions, x[1], Hidden) };
        return [inputs[0] with { Shape = new Shape(x[0], Directions, x[1], Hidden) }, .. Enumerable.Repeat(last, States)];

        void Expect(int index, Dimension[] shape, string what)
        {
            if (inputs.Optional(index) is not { } found) return;
            if (found.Element != inputs[0].Element || Shape.Differ(found.Shape, new Shape(shape)))
                throw new ShapeException($"{what} must be {inputs[0].Element}{new Shape(shape)}; it is {found}.");
        }
    }

    /// <summary>Samples stay apart; gates and hidden units all depend on each other.</summary>
    public sealed override AxisMap Axes(OperatorInputs inputs)
    {
        var (x, last) = (inputs.Shape(0), new Shape(Directions, inputs.Shape(0)[1], Hidden));
        var (time, samples) = (AxisMap.Axis(new AxisLabel(AxisKind.Mixed), x[0]), AxisMap.Axis(new AxisLabel(), x[1]));
        var (sequence, state) = (Tied(x), Tied(last));
        (sequence[0], sequence[1], state[1]) = (time, samples, samples);
        var others = Enumerable.Range(1, inputs.Count - 1).Select(Other);
        return new AxisMap([sequence, .. others], [[time, .. state], .. Enumerable.Repeat(state, States)]);

        AxisPart[][]? Other(int input)
        {
            if (inputs.Optional(input) is not { } own) return null;
            return input == Lengths ? [samples] : input >= FirstState && input < PeepholeInput ? state : Tied(own.Shape);
        }

        static AxisPart[][] Tied(Shape shape) => AxisMap.Axes(shape, AxisMap.Labels(shape, AxisKind.Gathered));
    }

    /// <inheritdoc/>
    public sealed override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs)
    {
        InferFor(inputs);
        return Expand(inputs);
    }

    /// <inheritdoc/>
    public sealed override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var directions = Enumerable.Range(0, Directions).Select(d => Run(inputs, d)).ToArray();
        return [.. Enumerable.Range(0, 1 + States).Select(output => Joined(output == 0 ? 1 : 0, [.. directions.Select(r => r[output])]))];
    }

    /// <summary>What all steps together add to what they take of the sequence, and what each step is given besides.</summary>
    /// <param name="recurrence">R of one direction.</param>
    /// <param name="bias">B of one direction.</param>
    /// <param name="peepholes">P of one direction.</param>
    protected virtual (Tensor? Bias, Tensor[] Given) Prepare(Tensor recurrence, Tensor? bias, Tensor? peepholes)
    {
        var half = Gates * Hidden;
        var sum = bias is null ? null : bias.Slice([0], [0], [half]) + bias.Slice([0], [half], [2 * half]);
        return (sum, [recurrence.TransposeLast()]);
    }

    /// <summary>One step.</summary>
    /// <param name="states">The states before it.</param>
    /// <param name="taken">What the gates take of the sequence [batch, gates·hidden].</param>
    /// <param name="given">What <see cref="Prepare"/> gave.</param>
    /// <param name="activate">Applies one of the functions.</param>
    /// <returns>The states after it.</returns>
    protected abstract Tensor[] Step(
        IReadOnlyList<Tensor> states, Tensor taken, IReadOnlyList<Tensor> given, Func<int, Tensor, Tensor> activate);

    /// <summary>The sum of a gate within its bounds.</summary>
    protected Tensor Bounded(Tensor sum) => Clip is { } clip ? sum.Clip(sum.Number(-clip), sum.Number(clip)) : sum;

    private static Tensor Joined(int axis, Tensor[] parts) =>
        parts.Length == 1 ? parts[0].Unsqueeze(axis) : Tensor.Concat(axis, [.. parts.Select(p => p.Unsqueeze(axis))]);

    /// <summary>
    /// One direction: its sequence, then its last states. What the gates take of the sequence is one product for all steps; each step
    /// adds what they take of the state. A sequence that has ended, or read from its end not begun, keeps its states.
    /// </summary>
    private Tensor[] Run(IReadOnlyList<Tensor?> inputs, int direction)
    {
        var x = inputs[0]!;
        var (bias, given) = Prepare(Of(2)!, Of(3), Of(PeepholeInput));
        var taken = x.MatMul(Of(1)!.TransposeLast());
        if (bias is not null) taken += bias;
        var zeros = Enumerable.Range(FirstState, States).All(i => Of(i) is not null) ? null : Zeros(x);
        Tensor[] initial = [.. Enumerable.Range(FirstState, States).Select(i => Of(i) ?? zeros!)];
        var reversed = Direction == RecurrentDirection.Reverse || direction == 1 ? 1 : 0;
        var lengths = inputs.ElementAtOrDefault(Lengths);
        Tensor[] sequences = lengths is null ? [taken] : [taken, Lasting(x, lengths)];
        var results = ControlFlow.Scan(
            initial, sequences, given, Ints.From(sequences.Select(_ => reversed)),
            Ints.From(Enumerable.Repeat(reversed, lengths is null ? States : 1)), Round);
        return [results[States], .. results.Take(States)];

        IReadOnlyList<Tensor> Round(IReadOnlyList<Tensor> all)
        {
            Tensor[] states = [.. all.Take(States)];
            var after = Step(states, all[States], [.. all.Skip(States + sequences.Length)], (i, t) => Activate(direction, i, t));

            // The gradient wants the states after each round, and finds them where they come out.
            if (lengths is null) return [.. after, .. after];
            var lasts = all[States + 1];
            return [.. after.Zip(states, (next, before) => Tensor.Where(lasts, next, before)), Tensor.Where(lasts, after[0], 0)];
        }

        Tensor? Of(int index) => inputs.ElementAtOrDefault(index)?.Gather(Tensor.Scalar((long)direction));
    }

    private Tensor Activate(int direction, int function, Tensor x)
    {
        var usual = Functions;
        return (Activations is { } own ? own[(direction * usual.Count) + function] : usual[function]).Apply(x);
    }

    private Tensor Zeros(Tensor x)
    {
        var shape = Tensor.Concat(0, x.ShapeOf(1, 2), Tensor.Integers([Hidden]));
        return new ConstantOfShape(x.Element, 0).ApplyOne(shape);
    }

    /// <summary>For each step and sequence whether the sequence has it: [seq, batch, 1].</summary>
    private static Tensor Lasting(Tensor x, Tensor lengths)
    {
        var steps = new RangeOf().ApplyOne(Tensor.Scalar(0L), x.ShapeOf(0, 1).Squeeze(0), Tensor.Scalar(1L)).Cast(ElementType.Int32);
        return steps.Unsqueeze(1, 2) < lengths.Unsqueeze(0, 2);
    }
}
