using Bantam.Operators.Recurrent;
using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// One step of a long short-term memory (S. Hochreiter and J. Schmidhuber, 1997), whose states are h and c: c′ = f·c + i·g, h′ = o·tanh c′.
/// Gates lie in ONNX' order: input, output, forget, cell.
/// </summary>
/// <param name="units">The size of a state, 1 or more.</param>
/// <param name="activation">The activation function of what is new; tanh by default.</param>
/// <param name="recurrentActivation">The activation function of the gates; sigmoid by default.</param>
/// <param name="useBias">Whether there is a bias.</param>
/// <param name="kernelInitializer">The initializer of the weights of the input; Glorot uniform by default.</param>
/// <param name="recurrentInitializer">The initializer of the weights of the state; orthogonal by default.</param>
/// <param name="biasInitializer">The initializer of the bias; zeros by default.</param>
/// <param name="unitForgetBias">Whether the bias of the forget gate is 1 at first (R. Jozefowicz et al., 2015).</param>
/// <param name="dropout">The share of the inputs that is dropped in training, the same in all steps.</param>
/// <param name="recurrentDropout">The share of the state that is dropped in training, the same in all steps.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public class LSTMCell(
    int units, Func<Tensor, Tensor>? activation = null, Func<Tensor, Tensor>? recurrentActivation = null, bool useBias = true,
    Initializer? kernelInitializer = null, Initializer? recurrentInitializer = null, Initializer? biasInitializer = null,
    bool unitForgetBias = true, float dropout = 0, float recurrentDropout = 0, string? name = null)
    : GatedCell(units, useBias, kernelInitializer, recurrentInitializer, biasInitializer, dropout, recurrentDropout, name)
{
    private readonly Func<Tensor, Tensor> _activation = activation ?? Activations.Tanh;
    private readonly Func<Tensor, Tensor> _gate = recurrentActivation ?? Activations.Sigmoid;

    /// <inheritdoc/>
    protected sealed override int States => 2;

    /// <inheritdoc/>
    private protected sealed override int Gates => 4;

    /// <summary>Three vectors by which the gates input, output and forget also read c; null for none.</summary>
    private protected virtual Tensor? Peepholes => null;

    /// <inheritdoc/>
    private protected sealed override IReadOnlyList<Tensor?> Further => [Peepholes];

    /// <inheritdoc/>
    private protected sealed override RecurrentOperator? Operator(RecurrentDirection direction) =>
        RecurrentFunctions.Of(new Lstm(Units, direction), _gate, _activation, _activation);

    /// <inheritdoc/>
    private protected sealed override Initializer BiasInitializer(Initializer? given) =>
        unitForgetBias ? new ForgetBias(given ?? new Zeros(), Units) : given ?? new Zeros();

    /// <inheritdoc/>
    private protected sealed override Func<Tensor, Tensor, IReadOnlyList<Tensor>, Tensor[]> Prepare(Tensor kernel, Tensor? recurrentBias)
    {
        var seen = Peepholes?.Squeeze(0).Split(0, Units, Units, Units);
        return (taken, state, states) =>
        {
            var parts = (taken + state.MatMul(kernel)).Split(1, Units, Units, Units, Units);
            var cell = (_gate(Seeing(2, states[1])) * states[1]) + (_gate(Seeing(0, states[1])) * _activation(parts[3]));
            return [_gate(Seeing(1, cell)) * _activation(cell), cell];

            Tensor Seeing(int gate, Tensor c) => seen is null ? parts[gate] : parts[gate] + (seen[gate] * c);
        };
    }
}
