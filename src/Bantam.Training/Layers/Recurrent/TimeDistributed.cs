using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>A layer on each step of sequences, [batch, time, …].</summary>
/// <param name="layer">The layer.</param>
/// <param name="name">The layer's name.</param>
public sealed class TimeDistributed(Layer layer, string? name = null) : Layer(name)
{
    private readonly Layer _layer = layer ?? throw new ArgumentNullException(nameof(layer));

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Layers => [_layer];

    /// <inheritdoc/>
    protected override bool TakesIntegers => true;

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        var shape = input.Shape;
        if (shape.Rank < 3) throw new ShapeException($"sequences are [batch, time, …]; this is {shape}.");
        var output = _layer.Apply(input.Reshape(new Shape([shape[0] * shape[1], .. shape.Skip(2)])), context);
        return output.Reshape(new Shape([shape[0], shape[1], .. output.Shape.Skip(1)]));
    }
}
