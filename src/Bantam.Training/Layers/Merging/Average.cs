using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>The mean of its inputs, element by element; axes of size 1 are repeated.</summary>
/// <param name="name">The layer's name.</param>
public sealed class Average(string? name = null) : Layer(name)
{
    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override Tensor Call(IReadOnlyList<Tensor> inputs, CallContext context) =>
        inputs.Count > 1 ? inputs.Aggregate((a, b) => a + b) * (1.0 / inputs.Count)
        : throw new ShapeException($"a mean takes two inputs or more; {inputs.Count} were given.");
}
