using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>−Σ target · ln p over the classes. Predictions and targets are [batch, .., classes].</summary>
/// <param name="fromLogits">
/// Whether predictions are logits; else they are probabilities, which are normalized to a sum of 1. Where the model ends in a softmax,
/// its logits are used.
/// </param>
/// <param name="labelSmoothing">How much of each target is spread over all classes, from 0 on, below 1.</param>
/// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
public sealed class CategoricalCrossentropy(bool fromLogits = false, float labelSmoothing = 0) : Loss
{
    private readonly float _labelSmoothing = Hyperparameter.Fraction(labelSmoothing, nameof(labelSmoothing));

    /// <inheritdoc/>
    private protected override string? EndsIn => fromLogits ? null : "a softmax";

    /// <inheritdoc/>
    private protected override TargetRange Targets => TargetRange.Probabilities;

    /// <inheritdoc/>
    public override bool TakesLogitsOf(Node last) => IsSoftmax(last);

    /// <inheritdoc/>
    protected override Tensor Values(Tensor prediction, Tensor target, bool isLogits) =>
        -SumOfLast(Smoothed(SameShape(prediction, target), _labelSmoothing)
            * (fromLogits || isLogits ? prediction.LogSoftmax() : Logarithm(Normalized(prediction))));

    /// <summary>Targets of which a part is spread over all classes.</summary>
    internal static Tensor Smoothed(Tensor target, float smoothing) =>
        smoothing == 0 ? target : (target * (1 - smoothing)) + (smoothing / target.Shape[-1].Size);

    /// <summary>Whether a node is a softmax over the last axis, as classifiers have at their end.</summary>
    internal static bool IsSoftmax(Node last) =>
        last.Operator is Operators.Activation.Softmax softmax && last.Outputs[0].Type.Shape is var shape
            && shape.Axis(softmax.Axis) == shape.Rank - 1;

    /// <summary>
    /// Scores divided by their sum over the last axis, which makes them probabilities where a model's are none, as Keras does.
    /// </summary>
    internal static Tensor Normalized(Tensor scores) =>
        scores / scores.ReduceSum([scores.Shape.Rank - 1], keepDimensions: true).Clip(Epsilon);

    /// <summary>The logarithm of probabilities, kept away from 0.</summary>
    internal static Tensor Logarithm(Tensor probabilities) =>
        probabilities.Clip(Epsilon).Log();
}
