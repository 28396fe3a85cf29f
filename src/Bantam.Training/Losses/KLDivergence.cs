using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>
/// Σ target · ln(target / p) over the classes (S. Kullback and R. Leibler, 1951). Predictions and targets are probabilities,
/// [batch, .., classes]; those below 10⁻⁷ count as that.
/// </summary>
public sealed class KLDivergence : Loss
{
    /// <inheritdoc/>
    private protected override string EndsIn => "a softmax";

    /// <inheritdoc/>
    private protected override bool HasLogits => false;

    /// <inheritdoc/>
    private protected override TargetRange Targets => TargetRange.Probabilities;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor prediction, Tensor target, bool isLogits)
    {
        var wanted = SameShape(prediction, target).Clip(Epsilon, 1f);
        return SumOfLast(wanted * (wanted.Log() - prediction.Clip(Epsilon, 1f).Log()));
    }
}
