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
/// <param name="betaInitializer">The initializer of beta; zeros by default.</param>
/// <param name="gammaInitializer">The initializer of gamma; ones by default.</param>
/// <param name="movingMeanInitializer">The initializer of the moving mean; zeros by default.</param>
/// <param name="movingVarianceInitializer">The initializer of the moving variance; ones by default.</param>
/// <param name="name">The layer's name.</param>
public sealed class BatchNormalization(
    float momentum = 0.99f, float epsilon = 1e-3f, Initializer? betaInitializer = null, Initializer? gammaInitializer = null,
    Initializer? movingMeanInitializer = null, Initializer? movingVarianceInitializer = null, string? name = null)
    : Layer(name)
{
    private readonly float _momentum = momentum is >= 0 and <= 1 ? momentum
        : throw new ArgumentOutOfRangeException(nameof(momentum), momentum, $"'{nameof(momentum)}' must be from 0 to 1; it is {momentum}.");

    private readonly float _epsilon = Hyperparameter.NotNegative(epsilon, nameof(epsilon));
    private Variable? _gamma;
    private Variable? _beta;
    private Variable? _mean;
    private Variable? _variance;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        var shape = new Shape(inputs[0].Shape[-1].Size);
        _gamma = AddVariable("gamma", shape, gammaInitializer ?? new Ones());
        _beta = AddVariable("beta", shape, betaInitializer ?? new Zeros());
        _mean = AddVariable("moving_mean", shape, movingMeanInitializer ?? new Zeros(), isTrainable: false);
        _variance = AddVariable("moving_variance", shape, movingVarianceInitializer ?? new Ones(), isTrainable: false);
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        // A frozen layer predicts also while the others learn, as in Keras.
        var isTraining = context.IsTraining && IsTrainable;
        var rank = input.Shape.Rank;
        var x = rank == 2 ? input : input.Transpose([0, rank - 1, .. Enumerable.Range(1, rank - 2)]);
        var outputs = new Operators.Normalization.BatchNormalization(_epsilon, _momentum, isTraining).Apply(
            x, _gamma!, _beta!, _mean!, _variance!);
        if (isTraining && GraphBuilder.Current is { } builder)
        {
            builder.Update(_mean!, outputs[1]);
            builder.Update(_variance!, outputs[2]);
        }

        return rank == 2 ? outputs[0] : outputs[0].Transpose([0, .. Enumerable.Range(2, rank - 2), 1]);
    }
}
