using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>−target · ln p − (1 − target) · ln(1 − p), the mean over all elements. Targets are 0 to 1 in the prediction's shape.</summary>
/// <param name="fromLogits">
/// Whether predictions are logits; else they are probabilities. Where the model ends in a sigmoid, its logits are used.
/// </param>
public sealed class BinaryCrossentropy(bool fromLogits = false) : Loss
{
    /// <summary>The score from where on a prediction is rather class 1 than class 0.</summary>
    internal float Threshold => fromLogits ? 0 : 0.5f;

    /// <inheritdoc/>
    public override bool TakesLogitsOf(Node last) => last.Operator is Operators.Activation.Sigmoid;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor prediction, Tensor target, bool isLogits = false)
    {
        var wanted = SameShape(prediction, target);

        // −t·ln σ(x) − (1 − t)·ln(1 − σ(x)) = softplus(x) − t·x, which neither overflows nor cancels.
        if (fromLogits || isLogits) return (prediction.Softplus() - (wanted * prediction)).ReduceMean();
        var right = wanted * CategoricalCrossentropy.Logarithm(prediction);
        var wrong = (1f - wanted) * CategoricalCrossentropy.Logarithm(1f - prediction);
        return -(right + wrong).ReduceMean();
    }
}
