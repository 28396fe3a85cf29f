using Bantam.Operators.Recurrent;
using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>One step of a simple recurrent network (J. Elman, 1990): h′ = tanh(x·W + h·R + b).</summary>
/// <param name="units">The size of a state, 1 or more.</param>
/// <param name="activation">The activation function of what is new; tanh by default.</param>
/// <param name="useBias">Whether there is a bias.</param>
/// <param name="kernelInitializer">The initializer of the weights of the input; Glorot uniform by default.</param>
/// <param name="recurrentInitializer">The initializer of the weights of the state; orthogonal by default.</param>
/// <param name="biasInitializer">The initializer of the bias; zeros by default.</param>
/// <param name="dropout">The share of the inputs that is dropped in training, the same in all steps.</param>
/// <param name="recurrentDropout">The share of the state that is dropped in training, the same in all steps.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class SimpleRNNCell(
    int units, Func<Tensor, Tensor>? activation = null, bool useBias = true,
    Initializer? kernelInitializer = null, Initializer? recurrentInitializer = null, Initializer? biasInitializer = null,
    float dropout = 0, float recurrentDropout = 0, string? name = null)
    : GatedCell(units, useBias, kernelInitializer, recurrentInitializer, biasInitializer, dropout, recurrentDropout, name)
{
    private readonly Func<Tensor, Tensor> _activation = activation ?? Activations.Tanh;

    /// <inheritdoc/>
    private protected override int Gates => 1;

    /// <inheritdoc/>
    private protected override RecurrentOperator? Operator(RecurrentDirection direction) =>
        RecurrentFunctions.Of(new Rnn(Units, direction), _activation);

    /// <inheritdoc/>
    private protected override Func<Tensor, Tensor, IReadOnlyList<Tensor>, Tensor[]> Prepare(Tensor kernel, Tensor? recurrentBias) =>
        (taken, state, _) => [_activation(taken + state.MatMul(kernel))];
}
