using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// (x − mean) / √(variance + ε) · gamma + beta, with mean and variance of each sample over groups of channels and all axes between (Y. Wu
/// and K. He, 2018).
/// </summary>
/// <param name="groups">The number of groups; −1 for as many as there are channels, which is instance normalization.</param>
/// <param name="epsilon">ε, 0 or more, which keeps the root away from zero.</param>
/// <param name="center">Whether there is a beta.</param>
/// <param name="scale">Whether there is a gamma.</param>
/// <param name="betaInitializer">The initializer of beta; zeros by default.</param>
/// <param name="gammaInitializer">The initializer of gamma; ones by default.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">ε is negative, or the number of groups is neither −1 nor 1 or more.</exception>
public class GroupNormalization(
    int groups = 32, float epsilon = 1e-3f, bool center = true, bool scale = true, Initializer? betaInitializer = null,
    Initializer? gammaInitializer = null, string? name = null)
    : ScaledLayer(name)
{
    private readonly int _groups = groups == -1 ? -1 : Hyperparameter.AtLeast(1, groups, nameof(groups));
    private readonly float _epsilon = Hyperparameter.NotNegative(epsilon, nameof(epsilon));

    /// <inheritdoc/>
    protected sealed override void Build(IReadOnlyList<TensorType> inputs)
    {
        var channels = inputs[0].Shape[-1].Size;
        if (_groups > 0 && channels % _groups != 0)
            throw new ShapeException($"channels must divide into the groups; {channels} do not into {_groups}. Take a divisor.");
        AddScale(channels, scale, center, gammaInitializer, betaInitializer);
    }

    /// <inheritdoc/>
    protected sealed override Tensor Call(Tensor input, CallContext context)
    {
        var count = _groups == -1 ? input.Shape[-1].Size : _groups;
        var normalization = new Operators.Normalization.GroupNormalization(count, _epsilon);
        return ChannelsLast(normalization.ApplyOne(ChannelsFirst(input), GammaOf(input), BetaOf(input)));
    }
}
