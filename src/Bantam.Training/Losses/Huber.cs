using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>
/// The mean of e²/2 where the error e = prediction − target is up to delta, and of delta·|e| − delta²/2 beyond (P. Huber, 1964).
/// </summary>
/// <param name="delta">Where squares give way to a line, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
public sealed class Huber(float delta = 1) : ElementwiseLoss
{
    private readonly float _delta = Hyperparameter.Positive(delta, nameof(delta));

    /// <inheritdoc/>
    public override string Name => "huber_loss";

    /// <inheritdoc/>
    protected override Tensor Of(Tensor prediction, Tensor target, bool isLogits)
    {
        // With the part of the error up to delta as q, both are q·(|e| − q/2).
        var error = (prediction - target).Abs();
        var near = Tensor.Min(error, _delta);
        return near * (error - (near * 0.5f));
    }
}
