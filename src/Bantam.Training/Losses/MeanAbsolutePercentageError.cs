using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>The mean of 100 · |prediction − target| / |target|; targets closer to 0 than 10⁻⁷ count as that.</summary>
public sealed class MeanAbsolutePercentageError : ElementwiseLoss
{
    /// <inheritdoc/>
    protected override Tensor Of(Tensor prediction, Tensor target, bool isLogits) =>
        ((prediction - target) / Tensor.Max(target.Abs(), Epsilon)).Abs() * 100f;
}
