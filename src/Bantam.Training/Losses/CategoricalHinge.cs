using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>
/// max(0, 1 + the highest score of another class − the score of the class). Predictions and targets are [batch, .., classes], targets one
/// at the class and zero elsewhere.
/// </summary>
public sealed class CategoricalHinge : Loss
{
    /// <inheritdoc/>
    private protected override TargetRange Targets => TargetRange.Probabilities;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor prediction, Tensor target, bool isLogits)
    {
        var wanted = SameShape(prediction, target);
        var others = ((1f - wanted) * prediction).ReduceMax([prediction.Shape.Rank - 1]);
        return (others - SumOfLast(wanted * prediction) + 1f).Relu();
    }
}
