using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>A layer that is a chain of others.</summary>
public abstract class LayerChain : Layer
{
    private protected LayerChain(string? name, params IReadOnlyList<Layer> layers)
        : base(name) => Layers = layers;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Layer> Layers { get; }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context) =>
        Layers.Aggregate(input, (tensor, layer) => layer.Apply(tensor, context));
}
