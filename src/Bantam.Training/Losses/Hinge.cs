using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>The mean of max(0, 1 − target · prediction). Targets are −1 and 1; a 0 counts as −1.</summary>
public sealed class Hinge : ElementwiseLoss
{
    /// <inheritdoc/>
    private protected override TargetRange Targets => TargetRange.Signs;

    /// <inheritdoc/>
    protected override Tensor Of(Tensor prediction, Tensor target, bool isLogits) => Margin(prediction, target);

    /// <summary>How much a prediction falls short of a margin of 1.</summary>
    internal static Tensor Margin(Tensor prediction, Tensor target) =>
        (1f - (Tensor.Where(Tensor.Equal(target, 0f), -1f, target) * prediction)).Relu();
}
