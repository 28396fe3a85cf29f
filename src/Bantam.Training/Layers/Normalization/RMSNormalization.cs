using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>x / √(mean of x² + ε) · gamma along the last axis (B. Zhang and R. Sennrich, 2019). Keras calls gamma scale.</summary>
/// <param name="epsilon">ε, 0 or more, which keeps the root away from zero.</param>
/// <param name="gammaInitializer">The initializer of gamma; ones by default.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">ε is negative.</exception>
public sealed class RMSNormalization(float epsilon = 1e-6f, Initializer? gammaInitializer = null, string? name = null)
    : ScaledLayer(name)
{
    private readonly Operators.Normalization.RMSNormalization _operator = new(-1, Hyperparameter.NotNegative(epsilon, nameof(epsilon)));

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs) =>
        AddScale(inputs[0].Shape[-1].Size, true, false, gammaInitializer, null);

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context) => _operator.ApplyOne(input, GammaOf(input));
}
