using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>
/// The mean of prediction − target · ln(prediction + 10⁻⁷), which is least where predictions are the means of Poisson distributions.
/// Predictions are above 0, targets 0 or more.
/// </summary>
public sealed class Poisson : ElementwiseLoss
{
    /// <inheritdoc/>
    private protected override TargetRange Targets => TargetRange.NotNegative;

    /// <inheritdoc/>
    protected override Tensor Of(Tensor prediction, Tensor target, bool isLogits) =>
        prediction - (target * (prediction + Epsilon).Log());
}
