using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// One step of an echo state network (H. Jaeger, 2001): h′ = (1 − leaky)·h + leaky·tanh(x·W + h·R + b), whose weights are random and not
/// trained. R is sparse, and scaled so that its greatest eigenvalue has a given size.
/// </summary>
/// <param name="units">The size of the state, 1 or more.</param>
/// <param name="connectivity">The share of R that is not 0, above 0 and up to 1.</param>
/// <param name="leaky">How much of the state is new in a step, above 0 and up to 1.</param>
/// <param name="spectralRadius">The size of the greatest eigenvalue of R, above 0.</param>
/// <param name="activation">The activation function; tanh by default.</param>
/// <param name="useBias">Whether there is a bias.</param>
/// <param name="kernelInitializer">The initializer of the weights of the input; Glorot uniform by default.</param>
/// <param name="biasInitializer">The initializer of the bias; zeros by default.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class EchoStateCell(
    int units, float connectivity = 0.1f, float leaky = 1, float spectralRadius = 0.9f, Func<Tensor, Tensor>? activation = null,
    bool useBias = true, Initializer? kernelInitializer = null, Initializer? biasInitializer = null, string? name = null)
    : RecurrentCell(name)
{
    private readonly int _units = Hyperparameter.AtLeast(1, units, nameof(units));
    private readonly float _leaky = Hyperparameter.Share(Hyperparameter.Positive(leaky, nameof(leaky)), nameof(leaky));
    private readonly Reservoir _reservoir = new(
        Hyperparameter.Share(Hyperparameter.Positive(connectivity, nameof(connectivity)), nameof(connectivity)),
        Hyperparameter.Positive(spectralRadius, nameof(spectralRadius)));

    private readonly Func<Tensor, Tensor> _activation = activation ?? Activations.Tanh;
    private Variable? _kernel;
    private Variable? _recurrentKernel;
    private Variable? _bias;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> StateShapes => [Shape.Of(_units)];

    /// <inheritdoc/>
    protected override int States => 1;

    /// <inheritdoc/>
    internal override bool GivesFirstState => true;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        if (inputs[0].Shape.Rank != 2) throw new ShapeException($"a step takes a vector a sample, [batch, in]; this is {inputs[0].Shape}.");
        var size = inputs[0].Shape[1].Size;
        _kernel = AddVariable(
            "kernel", Shape.Of(size, _units), kernelInitializer ?? new GlorotUniform(), new Fans(size, _units), isTrainable: false);
        _recurrentKernel = AddVariable("recurrent_kernel", Shape.Of(_units, _units), _reservoir, isTrainable: false);
        if (useBias) _bias = AddVariable("bias", Shape.Of(_units), biasInitializer ?? new Zeros(), isTrainable: false);
    }

    /// <inheritdoc/>
    protected internal override RecurrentSteps Begin(Tensor sequence, CallContext context)
    {
        var taken = sequence.MatMul(_kernel!);
        if (_bias is not null) taken += _bias;
        var kernel = _recurrentKernel!.Read();
        return new RecurrentSteps(taken, (slice, states) =>
        {
            var next = _activation(slice + states[0].MatMul(kernel));
            var state = _leaky == 1 ? next : states[0] + ((next - states[0]) * _leaky);
            return [state, state];
        });
    }
}
