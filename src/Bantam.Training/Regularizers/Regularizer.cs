using Bantam.Tensors;

namespace Bantam.Training.Regularizers;

/// <summary>
/// A penalty on the size of weights or of what a layer gives, which is added to the loss of each training step and so has a gradient. The
/// loss that is measured on other data has no penalties. <see href="https://keras.io/api/layers/regularizers/"/>
/// </summary>
public abstract class Regularizer
{
    /// <summary>The penalty, a scalar.</summary>
    /// <param name="x">Weights, or what a layer gives.</param>
    /// <exception cref="ShapeException">The penalty does not exist for tensors of this shape.</exception>
    public abstract Tensor Penalty(Tensor x);
}
