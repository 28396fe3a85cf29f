using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>eˣ / Σ eˣ along an axis.</summary>
/// <param name="axis">The axis; negative ones count from the end.</param>
/// <param name="name">The layer's name.</param>
public sealed class Softmax(int axis = -1, string? name = null) : Layer(name)
{
    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context) => input.Softmax(axis);
}
