using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>
/// The mean of (ln(prediction + 1) − ln(target + 1))². Predictions below 10⁻⁷ count as that and have no gradient. Targets are 0 or more.
/// </summary>
public sealed class MeanSquaredLogarithmicError : ElementwiseLoss
{
    /// <inheritdoc/>
    private protected override TargetRange Targets => TargetRange.NotNegative;

    /// <inheritdoc/>
    protected override Tensor Of(Tensor prediction, Tensor target, bool isLogits)
    {
        var error = Logarithm(prediction) - Logarithm(target);
        return error * error;
    }

    private static Tensor Logarithm(Tensor x) => (Tensor.Max(x, Epsilon) + 1f).Log();
}
