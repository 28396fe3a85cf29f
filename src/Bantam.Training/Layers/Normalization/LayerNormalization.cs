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
    : ScaledLayer(name)
{
    private readonly Operators.Normalization.LayerNormalization _operator = new(-1, Hyperparameter.NotNegative(epsilon, nameof(epsilon)));

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs) =>
        AddScale(inputs[0].Shape[-1].Size, scale, center, gammaInitializer, betaInitializer);

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context) =>
        Beta is null ? _operator.ApplyOne(input, GammaOf(input)) : _operator.ApplyOne(input, GammaOf(input), Beta);
}
