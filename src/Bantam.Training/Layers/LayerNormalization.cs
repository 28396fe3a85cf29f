using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// (x − mean) / √(variance + ε) · gamma + beta, with mean and variance of each sample along the last axis (J. Ba et al., 2016).
/// </summary>
/// <param name="epsilon">ε, 0 or more, which keeps the root away from zero.</param>
/// <param name="center">Whether there is a beta.</param>
/// <param name="scale">Whether there is a gamma.</param>
/// <param name="betaInitializer">The initializer of beta; zeros by default.</param>
/// <param name="gammaInitializer">The initializer of gamma; ones by default.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">ε is negative.</exception>
public sealed class LayerNormalization(
    float epsilon = 1e-3f, bool center = true, bool scale = true, Initializer? betaInitializer = null,
    Initializer? gammaInitializer = null, string? name = null)
    : Layer(name)
{
    private readonly Operators.Normalization.LayerNormalization _operator = new(-1, Hyperparameter.NotNegative(epsilon, nameof(epsilon)));
    private Variable? _gamma;
    private Variable? _beta;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        var shape = new Shape(inputs[0].Shape[-1].Size);
        if (scale) _gamma = AddVariable("gamma", shape, gammaInitializer ?? new Ones());
        if (center) _beta = AddVariable("beta", shape, betaInitializer ?? new Zeros());
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        // The operator has no bias without a scale.
        Tensor gamma = _gamma ?? Tensor.Full(1f, new Shape(input.Shape[-1]));
        return _beta is null ? _operator.ApplyOne(input, gamma) : _operator.ApplyOne(input, gamma, _beta);
    }
}
