using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>The first of two inputs less the second, element by element.</summary>
/// <param name="name">The layer's name.</param>
public sealed class Subtract(string? name = null) : Layer(name)
{
    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override Tensor Call(IReadOnlyList<Tensor> inputs, CallContext context) =>
        inputs.Count == 2 ? inputs[0] - inputs[1]
        : throw new ShapeException($"a difference takes two inputs; {inputs.Count} were given.");
}
