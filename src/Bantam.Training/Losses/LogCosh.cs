using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>The mean of ln cosh(prediction − target): about e²/2 of small errors and |e| − ln 2 of large ones.</summary>
public sealed class LogCosh : ElementwiseLoss
{
    /// <inheritdoc/>
    protected override Tensor Of(Tensor prediction, Tensor target, bool isLogits)
    {
        var error = prediction - target;
        return error + (error * -2f).Softplus() - Math.Log(2);
    }
}
