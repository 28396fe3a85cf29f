using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>The mean of max(0, 1 − target · prediction)². Targets are −1 and 1; a 0 counts as −1.</summary>
public sealed class SquaredHinge : ElementwiseLoss
{
    /// <inheritdoc/>
    private protected override TargetRange Targets => TargetRange.Signs;

    /// <inheritdoc/>
    protected override Tensor Of(Tensor prediction, Tensor target, bool isLogits)
    {
        var margin = Hinge.Margin(prediction, target);
        return margin * margin;
    }
}
