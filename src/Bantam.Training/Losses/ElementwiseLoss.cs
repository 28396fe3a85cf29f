using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>A loss whose values are of single elements. A target whose shape differs by axes of size 1 is reshaped.</summary>
public abstract class ElementwiseLoss : Loss
{
    /// <inheritdoc/>
    protected sealed override Tensor Values(Tensor prediction, Tensor target, bool isLogits) =>
        Of(prediction, SameShape(prediction, target), isLogits);

    /// <summary>The loss of each element.</summary>
    /// <param name="prediction">What the model computes.</param>
    /// <param name="target">What it should be, in the prediction's type and shape.</param>
    /// <param name="isLogits">Whether the prediction is the input of the node that <see cref="Loss.TakesLogitsOf"/> accepted.</param>
    protected abstract Tensor Of(Tensor prediction, Tensor target, bool isLogits);
}
