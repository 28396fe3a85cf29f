using Bantam.Tensors;

namespace Bantam.Training.Metrics;

/// <summary>
/// How many predictions are right. Of scores [.., classes] the first highest counts; of a single score whether it is above the
/// threshold. Targets are class numbers or one-hot vectors.
/// </summary>
/// <param name="threshold">Above what a single score means class 1: 0.5 of probabilities, 0 of logits. A target does above 0.5
/// always.</param>
public sealed class Accuracy(float threshold = 0.5f) : Metric
{
    private readonly float _threshold = Hyperparameter.Finite(threshold, nameof(threshold));

    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <inheritdoc/>
    public override Tensor Sums(Tensor prediction, Tensor target)
    {
        var predicted = Classes.Predicted(prediction, _threshold);
        var isRight = Tensor.Equal(predicted, Classes.Wanted(target, prediction.Shape));
        var perSample = predicted.Shape[0].Size / prediction.Shape[0].Size;
        return isRight.Cast(ElementType.Float).ReduceSum() * (1f / perSample);
    }
}
