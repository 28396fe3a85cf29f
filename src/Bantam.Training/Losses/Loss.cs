using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>A loss function: a scalar, the mean over the batch, which training minimizes.</summary>
public abstract class Loss
{
    /// <summary>
    /// Whether the loss skips a node at the end of a model and is computed from the node's input: a softmax and a cross-entropy as one
    /// neither overflow nor lose digits.
    /// </summary>
    public virtual bool TakesLogitsOf(Node last) => false;

    /// <summary>Of a loss whose targets are numbers of classes, how many classes there are; else null.</summary>
    /// <param name="prediction">The shape of what the model computes.</param>
    internal virtual int? ClassesOf(Shape prediction) => null;

    /// <summary>The loss.</summary>
    /// <param name="prediction">What the model computes.</param>
    /// <param name="target">What it should be.</param>
    /// <param name="isLogits">Whether the prediction is the input of the node that <see cref="TakesLogitsOf"/> accepted.</param>
    /// <exception cref="ShapeException">The target does not fit the prediction.</exception>
    public abstract Tensor Apply(Tensor prediction, Tensor target, bool isLogits = false);

    /// <summary>The target in the prediction's type; equal shapes but for axes of size 1.</summary>
    private protected static Tensor SameShape(Tensor prediction, Tensor target)
    {
        var plain = new Shape(target.Shape.Where(d => d != 1));
        if (!plain.Equals(new Shape(prediction.Shape.Where(d => d != 1))))
            throw new ShapeException(
                $"the target must have the prediction's shape; the prediction is {prediction.Shape}, the target {target.Shape}.");
        return target.Cast(prediction.Element).Reshape(prediction.Shape);
    }

    /// <summary>Sums over the last axis, averaged over all others.</summary>
    private protected static Tensor MeanOfSums(Tensor values) =>
        values.ReduceSum() * Tensor.Scalar(1f / Math.Max(values.Shape.ElementCount / Math.Max(values.Shape[-1].Size, 1), 1));
}
