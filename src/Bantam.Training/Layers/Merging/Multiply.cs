using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>The product of its inputs, element by element; axes of size 1 are repeated.</summary>
/// <param name="name">The layer's name.</param>
public sealed class Multiply(string? name = null) : Layer(name)
{
    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override Tensor Call(IReadOnlyList<Tensor> inputs, CallContext context) =>
        inputs.Count > 1 ? inputs.Aggregate((a, b) => a * b)
        : throw new ShapeException($"a product takes two inputs or more; {inputs.Count} were given.");
}
