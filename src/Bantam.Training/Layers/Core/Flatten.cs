using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>Each sample as a vector: [batch, ..] → [batch, n].</summary>
/// <param name="name">The layer's name.</param>
public sealed class Flatten(string? name = null) : Layer(name)
{
    /// <inheritdoc/>
    protected override bool TakesIntegers => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context) => input.Flatten();
}
