using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// The largest of several dense layers (I. Goodfellow et al., "Maxout networks", 2013), Keras 1's <c>MaxoutDense</c>: [.., in] →
/// [.., units]. The kernel is [in, features·units].
/// </summary>
/// <param name="units">The number of outputs, 1 or more.</param>
/// <param name="features">How many layers the largest is taken of, 1 or more.</param>
/// <param name="useBias">Whether there is a bias.</param>
/// <param name="kernelInitializer">The initializer of the weights; Glorot uniform by default.</param>
/// <param name="biasInitializer">The initializer of the bias; zeros by default.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
public sealed class Maxout(
    int units, int features = 4, bool useBias = true, Initializer? kernelInitializer = null, Initializer? biasInitializer = null,
    string? name = null)
    : WeightedLayer(name)
{
    private readonly int _units = Hyperparameter.AtLeast(1, units, nameof(units));
    private readonly int _features = Hyperparameter.AtLeast(1, features, nameof(features));
    private Variable? _kernel;
    private Variable? _bias;

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        var size = inputs[0].Shape[-1].Size;
        _kernel = AddKernel(Shape.Of(size, _features * _units), kernelInitializer, new Fans(size, _units));
        if (useBias) _bias = AddBias(Shape.Of(_features * _units), biasInitializer);
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        var output = input.MatMul(_kernel!);
        if (_bias is not null) output += _bias;
        return output.Reshape(new Shape([.. input.Shape.SkipLast(1), _features, _units])).ReduceMax([-2]);
    }
}
