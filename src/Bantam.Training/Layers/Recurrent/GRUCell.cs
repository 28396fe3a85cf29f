using Bantam.Operators.Recurrent;
using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// One step of gated recurrent units (K. Cho et al., 2014): h′ = z·h + (1 − z)·g. Gates lie in ONNX' order, which is Keras': update,
/// reset, hidden.
/// </summary>
/// <param name="units">The size of a state, 1 or more.</param>
/// <param name="activation">The activation function of what is new; tanh by default.</param>
/// <param name="recurrentActivation">The activation function of the gates; sigmoid by default.</param>
/// <param name="useBias">Whether there is a bias.</param>
/// <param name="kernelInitializer">The initializer of the weights of the input; Glorot uniform by default.</param>
/// <param name="recurrentInitializer">The initializer of the weights of the state; orthogonal by default.</param>
/// <param name="biasInitializer">The initializer of the bias; zeros by default.</param>
/// <param name="resetAfter">
/// Whether the reset gate scales what the state gives after its product, as in cuDNN, rather than the state before it.
/// </param>
/// <param name="dropout">The share of the inputs that is dropped in training, the same in all steps.</param>
/// <param name="recurrentDropout">The share of the state that is dropped in training, the same in all steps.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class GRUCell(
    int units, Func<Tensor, Tensor>? activation = null, Func<Tensor, Tensor>? recurrentActivation = null, bool useBias = true,
    Initializer? kernelInitializer = null, Initializer? recurrentInitializer = null, Initializer? biasInitializer = null,
    bool resetAfter = true, float dropout = 0, float recurrentDropout = 0, string? name = null)
    : GatedCell(units, useBias, kernelInitializer, recurrentInitializer, biasInitializer, dropout, recurrentDropout, name)
{
    private readonly Func<Tensor, Tensor> _activation = activation ?? Activations.Tanh;
    private readonly Func<Tensor, Tensor> _gate = recurrentActivation ?? Activations.Sigmoid;

    /// <inheritdoc/>
    private protected override int Gates => 3;

    /// <inheritdoc/>
    private protected override bool HasRecurrentBias => resetAfter;

    /// <inheritdoc/>
    private protected override RecurrentOperator? Operator(RecurrentDirection direction) =>
        RecurrentFunctions.Of(new Gru(Units, direction, resetAfter), _gate, _activation);

    /// <inheritdoc/>
    private protected override Func<Tensor, Tensor, IReadOnlyList<Tensor>, Tensor[]> Prepare(Tensor kernel, Tensor? recurrentBias)
    {
        if (!resetAfter)
        {
            var parts = kernel.Split(1, 2 * Units, Units);
            return (taken, state, states) =>
            {
                var given = taken.Split(1, 2 * Units, Units);
                var gates = _gate(given[0] + state.MatMul(parts[0])).Split(1, Units, Units);
                return [Mixed(gates[0], states[0], _activation(given[1] + (gates[1] * state).MatMul(parts[1])))];
            };
        }

        return (taken, state, states) =>
        {
            var own = state.MatMul(kernel);
            if (recurrentBias is not null) own += recurrentBias;
            var (given, kept) = (taken.Split(1, 2 * Units, Units), own.Split(1, 2 * Units, Units));
            var gates = _gate(given[0] + kept[0]).Split(1, Units, Units);
            return [Mixed(gates[0], states[0], _activation(given[1] + (gates[1] * kept[1])))];
        };
    }

    private static Tensor Mixed(Tensor update, Tensor state, Tensor hidden) => hidden + (update * (state - hidden));
}
