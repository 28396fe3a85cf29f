using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>The smallest of its inputs, element by element; axes of size 1 are repeated.</summary>
/// <param name="name">The layer's name.</param>
public sealed class Minimum(string? name = null) : Layer(name)
{
    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override Tensor Call(IReadOnlyList<Tensor> inputs, CallContext context) =>
        inputs.Count > 1 ? Tensor.Min(inputs)
        : throw new ShapeException($"a minimum takes two inputs or more; {inputs.Count} were given.");
}
