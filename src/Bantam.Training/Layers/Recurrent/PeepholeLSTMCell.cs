using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// One step of a long short-term memory whose gates also read c (F. Gers and J. Schmidhuber, 2000), by three vectors
/// [1, 3·units] of input, output and forget gate.
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
public sealed class PeepholeLSTMCell(
    int units, Func<Tensor, Tensor>? activation = null, Func<Tensor, Tensor>? recurrentActivation = null, bool useBias = true,
    Initializer? kernelInitializer = null, Initializer? recurrentInitializer = null, Initializer? biasInitializer = null,
    bool unitForgetBias = true, float dropout = 0, float recurrentDropout = 0, string? name = null)
    : LSTMCell(
        units, activation, recurrentActivation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, unitForgetBias, dropout,
        recurrentDropout, name)
{
    private readonly Initializer? _initializer = kernelInitializer;
    private Variable? _peepholes;

    /// <inheritdoc/>
    private protected override Tensor? Peepholes => _peepholes!.Read();

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        base.Build(inputs);
        _peepholes = AddVariable("peephole_kernel", Shape.Of(1, 3 * Units), _initializer ?? new GlorotUniform(), new Fans(1, Units));
    }
}
