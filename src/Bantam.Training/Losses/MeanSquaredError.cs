using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>The mean of (prediction − target)².</summary>
public sealed class MeanSquaredError : ElementwiseLoss
{
    /// <inheritdoc/>
    protected override Tensor Of(Tensor prediction, Tensor target, bool isLogits)
    {
        var error = prediction - target;
        return error * error;
    }
}
