using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>The sum of its inputs, element by element.</summary>
/// <param name="name">The layer's name.</param>
public sealed class Add(string? name = null) : Layer(name)
{
    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override Tensor Call(IReadOnlyList<Tensor> inputs, CallContext context) =>
        inputs.Count > 1 ? inputs.Aggregate((a, b) => a + b)
        : throw new ShapeException($"a sum takes two inputs or more; {inputs.Count} were given.");
}
