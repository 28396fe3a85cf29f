using Bantam.Operators.Control;
using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// A recurrent network of any cell: [batch, time, …] → [batch, units], or [batch, time, units] with <c>returnSequences</c>. It may be
/// called on a sequence and the initial states. Where a mask leaves a step out, the states and what comes out stay as they were. The cells
/// of <see cref="LSTM"/>, <see cref="GRU"/> and <see cref="SimpleRNN"/> run as ONNX' operators where nothing but their step is asked for;
/// others, and all with a mask or dropped states, as a Scan.
/// </summary>
public class RNN : Layer
{
    private readonly bool _returnSequences;
    private readonly bool _returnState;
    private bool _zeroOutputForMask;
    private bool _goBackwards;
    private bool _keepsOrder;

    /// <summary>A recurrent network.</summary>
    /// <param name="cell">What it does in a step.</param>
    /// <param name="returnSequences">Whether it gives what comes out of all steps, rather than of the last.</param>
    /// <param name="returnState">Whether it also gives the last states, to <c>ApplyAll</c>.</param>
    /// <param name="goBackwards">Whether it reads sequences from their end; all steps then come out in that order.</param>
    /// <param name="zeroOutputForMask">Whether zeros come out of steps that a mask leaves out, rather than what came out before.</param>
    /// <param name="name">The layer's name.</param>
    public RNN(
        RecurrentCell cell, bool returnSequences = false, bool returnState = false, bool goBackwards = false,
        bool zeroOutputForMask = false, string? name = null)
        : base(name)
    {
        Cell = cell ?? throw new ArgumentNullException(nameof(cell));
        (_returnSequences, _returnState, _goBackwards, _zeroOutputForMask) = (returnSequences, returnState, goBackwards, zeroOutputForMask);
    }

    /// <summary>What it does in a step.</summary>
    public RecurrentCell Cell { get; private set; }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Layer> Layers => [Cell];

    /// <inheritdoc/>
    public sealed override int OutputCount => _returnState ? Cell.OutputCount : 1;

    /// <summary>Whether all steps come out.</summary>
    internal bool ReturnsSequences => _returnSequences;

    /// <inheritdoc/>
    protected override bool PassesMask => _returnSequences;

    /// <summary>The same network, with variables of its own, that reads from the other end; steps come out in the order of time.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="goBackwards">Whether that is the end of sequences; null for the other one than here.</param>
    internal RNN Backwards(string name, bool? goBackwards)
    {
        var copy = Renamed(name);
        (copy._goBackwards, copy._keepsOrder) = (goBackwards ?? !_goBackwards, true);
        return copy;
    }

    /// <summary>The same network as one of two directions: of all steps zeros come out where a mask leaves one out, as in Keras.</summary>
    internal RNN Renamed(string name)
    {
        var copy = (RNN)Copy(name);
        (copy.Cell, copy._zeroOutputForMask) = (Cell.Copied(null), _returnSequences);
        return copy;
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        var shape = inputs[0].Shape;
        if (shape.Rank < 3) throw new ShapeException($"sequences are [batch, time, …]; this is {shape}.");
        Cell.EnsureBuilt([inputs[0] with { Shape = new Shape([shape[0], .. shape.Skip(2)]) }]);
    }

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<Tensor> CallAll(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        var states = Cell.OutputCount - 1;
        if (inputs.Count != 1 && inputs.Count != 1 + states)
            throw new ShapeException($"it takes a sequence, or a sequence and its {states} initial states; {inputs.Count} were given.");
        Cell.Note(context, null);
        var sequence = Turned(inputs[0]);
        var initial = inputs.Count > 1 ? inputs.Skip(1).ToArray() : null;
        var mask = StepMask.Of(inputs[0]);
        var (all, last, after) = mask is null && Cell.Run(sequence, initial, _goBackwards, context) is { } run
            ? (run[0], run[1], run.Skip(1))
            : Scanned(Cell.Begin(sequence, context), initial ?? Cell.Zeros(inputs[0].Shape[0]), mask);
        if (_returnSequences) last = Turned(_goBackwards && !_keepsOrder ? Reversed(all) : all);
        return _returnState ? [last, .. after] : [last];
    }

    /// <summary>[batch, time, …] ↔ [time, batch, …].</summary>
    private static Tensor Turned(Tensor x) => x.Transpose([1, 0, .. Enumerable.Range(2, x.Shape.Rank - 2)]);

    private static Tensor Reversed(Tensor x) => x.Slice([0], [-1], [int.MinValue], [-1]);

    private (Tensor All, Tensor Last, IEnumerable<Tensor> States) Scanned(
        RecurrentSteps steps, IReadOnlyList<Tensor> initial, Tensor? mask)
    {
        var reversed = _goBackwards ? 1 : 0;
        if (mask is not null) return Masked(steps, initial, Turned(mask), reversed);
        var results = ControlFlow.Scan(
            initial, [steps.Sequence], [], [reversed], [reversed], all =>
            {
                var given = steps.Step(all[^1], [.. all.Take(initial.Count)]);
                return [.. given.Skip(1), given[0]];
            });
        var outputs = results[initial.Count];
        var last = Cell.GivesFirstState ? results[0] : outputs.Gather(Tensor.Scalar(_goBackwards ? 0L : -1L));
        return (outputs, last, results.Take(initial.Count));
    }

    /// <summary>What came out last is a state more, since steps that a mask leaves out give it again.</summary>
    private (Tensor All, Tensor Last, IEnumerable<Tensor> States) Masked(
        RecurrentSteps steps, IReadOnlyList<Tensor> initial, Tensor mask, int reversed)
    {
        var none = Nothing(steps, initial);
        var results = ControlFlow.Scan(
            [none, .. initial], [steps.Sequence, mask], [], [reversed, reversed], [reversed], all =>
            {
                Tensor[] before = [.. all.Take(1 + initial.Count)];
                var given = steps.Step(all[^2], before[1..]);
                var after = given.Zip(before, (next, kept) => Tensor.Where(Wide(all[^1], next), next, kept)).ToArray();
                return [.. after, _zeroOutputForMask ? Tensor.Where(Wide(all[^1], given[0]), given[0], 0) : after[0]];
            });
        return (results[^1], results[0], results[1..^1]);
    }

    /// <summary>Zeros of the type of what comes out.</summary>
    private Tensor Nothing(RecurrentSteps steps, IReadOnlyList<Tensor> initial)
    {
        var shape = Cell.GivesFirstState ? initial[0].Shape
            : steps.Step(steps.Sequence.Gather(Tensor.Scalar(0L)), initial)[0].Shape;
        return Tensor.Scalar(0f).Expand(shape);
    }

    private static Tensor Wide(Tensor mask, Tensor x) => mask.Unsqueeze([.. Enumerable.Range(1, x.Shape.Rank - 1)]);
}
