using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>The mean of |prediction − target|; its gradient where they are equal is 0.</summary>
public sealed class MeanAbsoluteError : Loss
{
    /// <inheritdoc/>
    public override Tensor Apply(Tensor prediction, Tensor target, bool isLogits = false) =>
        (prediction - SameShape(prediction, target)).Abs().ReduceMean();
}
