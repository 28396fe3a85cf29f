using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>
/// 1 − 2·Σ target·p / (Σ target + Σ p + 10⁻⁷), one minus the Dice coefficient of two areas (F. Milletari et al., 2016). Predictions and
/// targets are 0 to 1, in equal shapes.
/// </summary>
/// <param name="axes">
/// The axes that are summed over. By default all of them: a batch is one area, whose loss depends on the batch size, and samples have no
/// weights. <c>[1, 2, 3]</c> makes each image of a batch an area of its own.
/// </param>
public sealed class Dice(IReadOnlyList<int>? axes = null) : Loss
{
    /// <inheritdoc/>
    private protected override string EndsIn => "a sigmoid or a softmax";

    /// <inheritdoc/>
    private protected override bool HasLogits => false;

    /// <inheritdoc/>
    private protected override TargetRange Targets => TargetRange.Probabilities;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor prediction, Tensor target, bool isLogits)
    {
        var wanted = SameShape(prediction, target);
        int[]? over = axes is null ? null : [.. axes.Select(a => prediction.Shape.Axis(a))];
        var common = (wanted * prediction).ReduceSum(over);
        return 1f - (common * 2f / (wanted.ReduceSum(over) + prediction.ReduceSum(over) + Epsilon));
    }
}
