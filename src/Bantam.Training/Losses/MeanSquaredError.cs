using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>The mean of (prediction − target)². A target whose shape differs by axes of size 1 is reshaped.</summary>
public sealed class MeanSquaredError : Loss
{
    /// <inheritdoc/>
    public override Tensor Apply(Tensor prediction, Tensor target, bool isLogits = false)
    {
        var error = prediction - SameShape(prediction, target);
        return (error * error).ReduceMean();
    }
}
