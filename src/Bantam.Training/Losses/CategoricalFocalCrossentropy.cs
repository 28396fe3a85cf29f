using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>
/// −Σ alpha · (1 − p)^gamma · target · ln p over the classes: what is predicted well counts little (T. Lin et al., 2017). Predictions and
/// targets are [batch, .., classes].
/// </summary>
/// <param name="alpha">The weight of all classes, 0 or more.</param>
/// <param name="gamma">How little easy samples count, 0 or more.</param>
/// <param name="fromLogits">
/// Whether predictions are logits; else they are probabilities, which are normalized to a sum of 1. Where the model ends in a softmax,
/// its logits are used.
/// </param>
/// <param name="labelSmoothing">How much of each target is spread over all classes, from 0 on, below 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class CategoricalFocalCrossentropy(
    float alpha = 0.25f, float gamma = 2, bool fromLogits = false, float labelSmoothing = 0) : Loss
{
    private readonly float _alpha = Hyperparameter.NotNegative(alpha, nameof(alpha));
    private readonly float _gamma = Hyperparameter.NotNegative(gamma, nameof(gamma));
    private readonly float _labelSmoothing = Hyperparameter.Fraction(labelSmoothing, nameof(labelSmoothing));

    /// <inheritdoc/>
    private protected override string? EndsIn => fromLogits ? null : "a softmax";

    /// <inheritdoc/>
    private protected override TargetRange Targets => TargetRange.Probabilities;

    /// <inheritdoc/>
    public override bool TakesLogitsOf(Node last) => CategoricalCrossentropy.IsSoftmax(last);

    /// <inheritdoc/>
    protected override Tensor Values(Tensor prediction, Tensor target, bool isLogits)
    {
        var fromScores = fromLogits || isLogits;
        var wanted = CategoricalCrossentropy.Smoothed(SameShape(prediction, target), _labelSmoothing);
        var probability = fromScores ? prediction.Softmax() : CategoricalCrossentropy.Normalized(prediction);
        var logarithm = fromScores ? prediction.LogSoftmax() : CategoricalCrossentropy.Logarithm(probability);
        return SumOfLast(BinaryFocalCrossentropy.Focus(1f - probability, _gamma, wanted * logarithm)) * -_alpha;
    }
}
