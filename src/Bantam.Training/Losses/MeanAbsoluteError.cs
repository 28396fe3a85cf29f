using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>The mean of |prediction − target|; its gradient where they are equal is 0.</summary>
public sealed class MeanAbsoluteError : ElementwiseLoss
{
    /// <inheritdoc/>
    protected override Tensor Of(Tensor prediction, Tensor target, bool isLogits) => (prediction - target).Abs();
}
