using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>Its inputs one after the other along an axis.</summary>
/// <param name="axis">The axis; negative ones count from the end.</param>
/// <param name="name">The layer's name.</param>
public sealed class Concatenate(int axis = -1, string? name = null) : Layer(name)
{
    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override Tensor Call(IReadOnlyList<Tensor> inputs, CallContext context) => Tensor.Concat(axis, inputs);
}
