using Bantam.Graphs;
using Bantam.Operators.Recurrent;
using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// What the cells of LSTM, GRU and simple networks share. Their weights lie as ONNX' operators take them, so that a file has no more nodes
/// than these: a kernel [1, gates·units, in], one of the state [1, gates·units, units], and a bias.
/// </summary>
public abstract class GatedCell : RecurrentCell
{
    private readonly float _dropout;
    private readonly float _recurrentDropout;
    private readonly bool _useBias;
    private readonly Initializer? _kernelInitializer;
    private readonly Initializer? _recurrentInitializer;
    private readonly Initializer? _biasInitializer;
    private Variable? _kernel;
    private Variable? _recurrentKernel;
    private Variable? _bias;
    private int _inputNoise;
    private int _stateNoise;

    private protected GatedCell(
        int units, bool useBias, Initializer? kernelInitializer, Initializer? recurrentInitializer, Initializer? biasInitializer,
        float dropout, float recurrentDropout, string? name)
        : base(name)
    {
        Units = Hyperparameter.AtLeast(1, units, nameof(units));
        _dropout = Hyperparameter.Fraction(dropout, nameof(dropout));
        _recurrentDropout = Hyperparameter.Fraction(recurrentDropout, nameof(recurrentDropout));
        (_useBias, _kernelInitializer, _recurrentInitializer) = (useBias, kernelInitializer, recurrentInitializer);
        _biasInitializer = biasInitializer;
    }

    /// <summary>The size of a state.</summary>
    public int Units { get; }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Shape> StateShapes => [.. Enumerable.Repeat(Shape.Of(Units), States)];

    /// <inheritdoc/>
    protected override int States => 1;

    /// <inheritdoc/>
    internal sealed override bool GivesFirstState => true;

    /// <summary>How many times the state's size the kernels give.</summary>
    private protected abstract int Gates { get; }

    /// <summary>Whether the kernel of the state has a bias of its own.</summary>
    private protected virtual bool HasRecurrentBias => false;

    /// <summary>ONNX' operator for it; null where it cannot have the activation functions.</summary>
    private protected abstract RecurrentOperator? Operator(RecurrentDirection direction);

    /// <summary>Further inputs of the operator behind the initial states.</summary>
    private protected virtual IReadOnlyList<Tensor?> Further => [];

    /// <summary>The initializer of the bias as it lies here.</summary>
    private protected virtual Initializer BiasInitializer(Initializer? given) => given ?? new Zeros();

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        if (inputs[0].Shape.Rank != 2)
            throw new ShapeException($"a step takes a vector a sample, [batch, in]; this is {inputs[0].Shape}. Flatten what steps hold.");
        var (size, rows) = (inputs[0].Shape[1].Size, Gates * Units);
        _kernel = AddKernel(Shape.Of(1, rows, size), _kernelInitializer, new Fans(size, rows));
        _recurrentKernel = AddVariable(
            "recurrent_kernel", Shape.Of(1, rows, Units), _recurrentInitializer ?? new Orthogonal(), new Fans(Units, rows), true,
            RecurrentRegularizer, RecurrentConstraint);
        if (_useBias) _bias = AddBias(Shape.Of(1, HasRecurrentBias ? 2 * rows : rows), BiasInitializer(_biasInitializer));
        (_inputNoise, _stateNoise) = (NextStream(), NextStream());
    }

    /// <inheritdoc/>
    internal sealed override IReadOnlyList<Tensor>? Run(
        Tensor sequence, IReadOnlyList<Tensor>? states, bool isReversed, CallContext context)
    {
        if (context.IsTraining && _recurrentDropout > 0) return null;
        if (Operator(isReversed ? RecurrentDirection.Reverse : RecurrentDirection.Forward) is not { } all) return null;
        var half = Gates * Units;
        var bias = _bias is null || HasRecurrentBias ? _bias?.Read() : _bias.Read().Pad([0, 0], [0, half]);
        var first = Enumerable.Range(0, States).Select(i => states?[i].Unsqueeze(0));
        Tensor?[] inputs = [Dropped(sequence, context), _kernel!, _recurrentKernel!, bias, null, .. first, .. Further];
        var length = Array.FindLastIndex(inputs, i => i is not null) + 1;
        var outputs = all.Apply(inputs[..length]);
        return [outputs[0].Squeeze(1), .. outputs.Skip(1).Select(o => o.Squeeze(0))];
    }

    /// <inheritdoc/>
    protected internal sealed override RecurrentSteps Begin(Tensor sequence, CallContext context)
    {
        var taken = Dropped(sequence, context).MatMul(_kernel!.Read().Squeeze(0).TransposeLast());
        var half = Gates * Units;
        var biases = _bias is null ? null : HasRecurrentBias ? _bias.Read().Squeeze(0).Split(0, half, half) : [_bias.Read().Squeeze(0)];
        if (biases is not null) taken += biases[0];
        var kernel = _recurrentKernel!.Read().Squeeze(0).TransposeLast();
        var recurrence = Prepare(kernel, biases?.ElementAtOrDefault(1));
        var noise = context.IsTraining && _recurrentDropout > 0
            ? Noise(Tensor.Scalar(1f).Expand(new Shape(sequence.Shape[1], Units)), _recurrentDropout, _stateNoise, context) : null;
        return new RecurrentSteps(taken, (slice, states) =>
        {
            var after = recurrence(slice, noise is null ? states[0] : states[0] * noise, states);
            return [after[0], .. after];
        });
    }

    /// <summary>The step on what the gates take of the input, the state with noise, and all states; it gives the new states.</summary>
    private protected abstract Func<Tensor, Tensor, IReadOnlyList<Tensor>, Tensor[]> Prepare(Tensor kernel, Tensor? recurrentBias);

    /// <summary>What training drops of the inputs is the same in all steps of a sequence (Y. Gal and Z. Ghahramani, 2016).</summary>
    private Tensor Dropped(Tensor sequence, CallContext context) => !context.IsTraining || _dropout == 0 ? sequence
        : sequence * Noise(Tensor.Scalar(1f).Expand(new Shape(sequence.Shape.Skip(1))), _dropout, _inputNoise, context);

    private static Tensor Noise(Tensor ones, float rate, int stream, CallContext context) =>
        new Operators.Randomness.Dropout(Stream: stream).Apply(
            ones, ones.Number(rate), Tensor.Scalar(true), context.Training!.Seed, context.Training.Step)[0];
}
