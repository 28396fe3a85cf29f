using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// (x − mean) / √(variance + ε) · gamma + beta for each channel, the last axis (S. Ioffe and C. Szegedy, 2015). In training, mean and
/// variance are those of the batch, and the moving averages are updated; in inference, the moving averages are used.
/// </summary>
/// <param name="momentum">The momentum of the moving averages, 0 to 1.</param>
/// <param name="epsilon">ε, 0 or more, which keeps the root away from zero.</param>
/// <param name="center">Whether there is a beta.</param>
/// <param name="scale">Whether there is a gamma.</param>
/// <param name="betaInitializer">The initializer of beta; zeros by default.</param>
/// <param name="gammaInitializer">The initializer of gamma; ones by default.</param>
/// <param name="movingMeanInitializer">The initializer of the moving mean; zeros by default.</param>
/// <param name="movingVarianceInitializer">The initializer of the moving variance; ones by default.</param>
/// <param name="name">The layer's name.</param>
public sealed class BatchNormalization(
    float momentum = 0.99f, float epsilon = 1e-3f, bool center = true, bool scale = true, Initializer? betaInitializer = null,
    Initializer? gammaInitializer = null, Initializer? movingMeanInitializer = null,
    Initializer? movingVarianceInitializer = null, string? name = null)
    : ScaledLayer(name)
{
    private readonly float _momentum = momentum is >= 0 and <= 1 ? momentum
        : throw new ArgumentOutOfRangeException(nameof(momentum), momentum, $"'{nameof(momentum)}' must be from 0 to 1; it is {momentum}.");

    private readonly float _epsilon = Hyperparameter.NotNegative(epsilon, nameof(epsilon));
    private Variable? _mean;
    private Variable? _variance;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        var shape = new Shape(inputs[0].Shape[-1].Size);
        AddScale(shape[0].Size, scale, center, gammaInitializer, betaInitializer);
        _mean = AddVariable("moving_mean", shape, movingMeanInitializer ?? new Zeros(), isTrainable: false);
        _variance = AddVariable("moving_variance", shape, movingVarianceInitializer ?? new Ones(), isTrainable: false);
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        // A frozen layer predicts also while the others learn, as in Keras.
        var isTraining = context.IsTraining && IsTrainable;
        var outputs = new Operators.Normalization.BatchNormalization(_epsilon, _momentum, isTraining).Apply(
            ChannelsFirst(input), GammaOf(input), BetaOf(input), _mean!, _variance!);
        if (isTraining)
        {
            context.Update(_mean!, outputs[1]);
            context.Update(_variance!, outputs[2]);
        }

        return ChannelsLast(outputs[0]);
    }
}
