using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>activation(x · kernel + bias) over the last axis: [.., in] → [.., units].</summary>
/// <param name="units">The number of outputs, 1 or more.</param>
/// <param name="activation">The activation function; null for none.</param>
/// <param name="useBias">Whether there is a bias.</param>
/// <param name="kernelInitializer">The initializer of the weights; Glorot uniform by default.</param>
/// <param name="biasInitializer">The initializer of the bias; zeros by default.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">The number of outputs is below 1.</exception>
public sealed class Dense(
    int units, Func<Tensor, Tensor>? activation = null, bool useBias = true, Initializer? kernelInitializer = null,
    Initializer? biasInitializer = null, string? name = null)
    : WeightedLayer(name)
{
    private readonly int _units = Hyperparameter.AtLeast(1, units, nameof(units));
    private Variable? _kernel;
    private Variable? _bias;

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        if (inputs[0].Shape.Rank < 2)
            throw new ShapeException("a dense layer takes a batch of vectors; put the samples on the first axis.");
        var size = inputs[0].Shape[-1].Size;
        _kernel = AddKernel(Shape.Of(size, _units), kernelInitializer, new Fans(size, _units));
        if (useBias) _bias = AddBias(Shape.Of(_units), biasInitializer);
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        var output = input.MatMul(_kernel!);
        if (_bias is not null) output += _bias;
        return activation?.Invoke(output) ?? output;
    }
}
