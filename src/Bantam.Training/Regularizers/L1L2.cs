using Bantam.Tensors;

namespace Bantam.Training.Regularizers;

/// <summary>l1 · Σ|x| + l2 · Σx², Keras' <c>L1L2</c>.</summary>
/// <param name="l1">The first factor, 0 or more.</param>
/// <param name="l2">The second factor, 0 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">A factor is negative.</exception>
public class L1L2(float l1 = 0, float l2 = 0) : Regularizer
{
    private readonly float _l1 = Hyperparameter.NotNegative(l1, nameof(l1));
    private readonly float _l2 = Hyperparameter.NotNegative(l2, nameof(l2));

    /// <inheritdoc/>
    public override Tensor Penalty(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var axes = Enumerable.Range(0, x.Shape.Rank).ToArray();
        var squares = (x * x).ReduceSum(axes) * _l2;
        return _l1 == 0 ? squares : _l2 == 0 ? x.Abs().ReduceSum(axes) * _l1 : (x.Abs().ReduceSum(axes) * _l1) + squares;
    }
}
