using Bantam.Tensors;

namespace Bantam.Training.Metrics;

/// <summary>
/// The fraction of predictions whose class is among the k highest scores; scores that equal the k-th count as such. Predictions are
/// [batch, .., classes], targets class numbers or one-hot vectors.
/// </summary>
/// <param name="k">How many scores count, 1 or more.</param>
/// <param name="name">Its name; null for <c>top_k_categorical_accuracy</c>.</param>
/// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
public sealed class TopKCategoricalAccuracy(int k = 5, string? name = null) : Metric
{
    private readonly int _k = Hyperparameter.AtLeast(1, k, nameof(k));

    /// <inheritdoc/>
    public override string Name { get; } = name ?? "top_k_categorical_accuracy";

    /// <inheritdoc/>
    public override Tensor Sums(Tensor prediction, Tensor target)
    {
        var classes = prediction.Shape[-1].Size;
        var wanted = Classes.Wanted(target, prediction.Shape);
        var scores = prediction.Reshape(wanted.Shape[0].Size, classes);
        var own = Tensor.Where(Tensor.Equal(wanted.Unsqueeze(1), Tensor.Arange(classes)), scores, 0f).ReduceSum([1], keepDimensions: true);

        // What is not known to be lower or equal, NaN too, is above.
        var above = Tensor.Where(scores <= own, 0f, Tensor.Ones(scores.Shape)).ReduceSum([1]);
        return (above < _k).Cast(ElementType.Float).ReduceSum() * ((float)prediction.Shape[0].Size / wanted.Shape[0].Size);
    }
}
