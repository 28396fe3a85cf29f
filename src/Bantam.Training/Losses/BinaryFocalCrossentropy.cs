using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>
/// Binary cross-entropy times (1 − q)^gamma, where q is the probability of what is right: elements that are easy count little
/// (T. Lin et al., 2017). Targets are 0 to 1 in the prediction's shape.
/// </summary>
/// <param name="applyClassBalancing">Whether class 1 is weighted by alpha and class 0 by 1 − alpha.</param>
/// <param name="alpha">The weight of class 1, 0 or more.</param>
/// <param name="gamma">How little easy elements count, 0 or more.</param>
/// <param name="fromLogits">
/// Whether predictions are logits; else they are probabilities. Where the model ends in a sigmoid, its logits are used.
/// </param>
/// <param name="labelSmoothing">How far targets move towards ½, from 0 on, below 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class BinaryFocalCrossentropy(
    bool applyClassBalancing = false, float alpha = 0.25f, float gamma = 2, bool fromLogits = false, float labelSmoothing = 0)
    : ElementwiseLoss
{
    private readonly float _alpha = Hyperparameter.NotNegative(alpha, nameof(alpha));
    private readonly float _gamma = Hyperparameter.NotNegative(gamma, nameof(gamma));
    private readonly float _labelSmoothing = Hyperparameter.Fraction(labelSmoothing, nameof(labelSmoothing));

    /// <summary>The score from where on a prediction is rather class 1 than class 0.</summary>
    internal float Threshold => fromLogits ? 0 : 0.5f;

    /// <inheritdoc/>
    private protected override string? EndsIn => fromLogits ? null : "a sigmoid";

    /// <inheritdoc/>
    private protected override TargetRange Targets => TargetRange.Probabilities;

    /// <inheritdoc/>
    public override bool TakesLogitsOf(Node last) => last.Operator is Operators.Activation.Sigmoid;

    /// <inheritdoc/>
    protected override Tensor Of(Tensor prediction, Tensor target, bool isLogits)
    {
        var fromScores = fromLogits || isLogits;
        var wanted = BinaryCrossentropy.Smoothed(target, _labelSmoothing);
        var probability = fromScores ? prediction.Sigmoid() : prediction;
        var wrong = wanted + probability - (wanted * probability * 2f);
        var values = Focus(wrong, _gamma, BinaryCrossentropy.Entropy(prediction, wanted, fromScores));
        return applyClassBalancing ? values * ((wanted * _alpha) + ((1f - wanted) * (1 - _alpha))) : values;
    }

    /// <summary>
    /// Values times a power of the probability of what is wrong; a power of 0 is none, so that it has no gradient either.
    /// </summary>
    internal static Tensor Focus(Tensor wrong, float gamma, Tensor values) => gamma switch
    {
        0 => values,
        1 => wrong * values,
        2 => wrong * wrong * values,
        _ => wrong.Clip(Epsilon).Pow(gamma) * values,
    };
}
