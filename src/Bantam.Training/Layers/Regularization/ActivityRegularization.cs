using Bantam.Tensors;
using Bantam.Training.Regularizers;

namespace Bantam.Training.Layers;

/// <summary>Adds a penalty on its input to the loss, l1 · Σ|x| + l2 · Σx² over the size of the batch, and gives it on as it is.</summary>
public sealed class ActivityRegularization : Layer
{
    /// <summary>A penalty.</summary>
    /// <param name="l1">The first factor, 0 or more.</param>
    /// <param name="l2">The second factor, 0 or more.</param>
    /// <param name="name">The layer's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor is negative.</exception>
    public ActivityRegularization(float l1 = 0, float l2 = 0, string? name = null)
        : base(name) => ActivityRegularizer = new L1L2(l1, l2);

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context) => input;
}
