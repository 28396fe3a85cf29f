using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>−target · ln p − (1 − target) · ln(1 − p), the mean over all elements. Targets are 0 to 1 in the prediction's shape.</summary>
/// <param name="fromLogits">
/// Whether predictions are logits; else they are probabilities. Where the model ends in a sigmoid, its logits are used.
/// </param>
/// <param name="labelSmoothing">How far targets move towards ½, from 0 on, below 1.</param>
/// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
public sealed class BinaryCrossentropy(bool fromLogits = false, float labelSmoothing = 0) : ElementwiseLoss
{
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
    protected override Tensor Of(Tensor prediction, Tensor target, bool isLogits) =>
        Entropy(prediction, Smoothed(target, _labelSmoothing), fromLogits || isLogits);

    /// <summary>Targets moved towards ½.</summary>
    internal static Tensor Smoothed(Tensor target, float smoothing) =>
        smoothing == 0 ? target : (target * (1 - smoothing)) + (0.5f * smoothing);

    /// <summary>The entropy of each element.</summary>
    internal static Tensor Entropy(Tensor prediction, Tensor target, bool isLogits)
    {
        // −t·ln σ(x) − (1 − t)·ln(1 − σ(x)) = softplus(x) − t·x, which neither overflows nor cancels.
        if (isLogits) return prediction.Softplus() - (target * prediction);
        var right = target * CategoricalCrossentropy.Logarithm(prediction);
        var wrong = (1f - target) * CategoricalCrossentropy.Logarithm(1f - prediction);
        return -(right + wrong);
    }
}
