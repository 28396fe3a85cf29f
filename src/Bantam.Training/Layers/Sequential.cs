using Bantam.Tensors;
using Bantam.Training.Data;

namespace Bantam.Training.Layers;

/// <summary>
/// Layers one after the other. The shape of its input is fixed when it is built or first called, or when a trainer first sees data.
/// </summary>
public sealed class Sequential : Model
{
    /// <summary>A sequence.</summary>
    /// <param name="layers">The layers.</param>
    public Sequential(params IReadOnlyList<Layer> layers)
        : this(null, layers)
    {
    }

    /// <summary>A sequence that is a layer of another model.</summary>
    /// <param name="name">Its name there.</param>
    /// <param name="layers">The layers.</param>
    /// <exception cref="ArgumentException">A layer is null.</exception>
    public Sequential(string? name, params IReadOnlyList<Layer> layers)
        : base(name) => Layers = [.. Hyperparameter.All(layers, nameof(layers))];

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Layers { get; }

    /// <inheritdoc/>
    public override int OutputCount => Layers.Count == 0 ? 1 : Layers[^1].OutputCount;

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> CallAll(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        if (inputs.Count != 1)
            throw new ShapeException($"a sequence takes one input; {inputs.Count} were given. Use a functional model for more.");
        Inputs ??= [new Field("input", inputs[0].Element, new Shape(inputs[0].Shape.Skip(1)))];
        return Layers.Aggregate(inputs, (tensors, layer) => layer.ApplyAll([tensors[0]], context));
    }
}
