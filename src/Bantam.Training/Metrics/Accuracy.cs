using Bantam.Tensors;

namespace Bantam.Training.Metrics;

/// <summary>
/// The fraction of correct predictions. Of scores [.., classes] the highest is the predicted class, the first where several are equal; a
/// single score predicts class 1 above the threshold. Targets are class numbers or one-hot vectors.
/// </summary>
/// <param name="threshold">
/// The threshold above which a single score predicts class 1: 0.5 for probabilities, 0 for logits. For targets it is always 0.5.
/// </param>
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
