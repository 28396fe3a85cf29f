using Bantam.Training.Data;

namespace Bantam.Training.Layers;

/// <summary>
/// A place between layers: what comes out of one, or an input of the model. A functional model is written down by calling layers on
/// such places. It has no elements.
/// </summary>
public sealed class LayerOutput
{
    internal LayerOutput(Field input)
    {
        Input = input;
        Sources = [];
    }

    internal LayerOutput(Layer layer, IReadOnlyList<LayerOutput> sources)
    {
        Layer = layer;
        Sources = Hyperparameter.All(sources, nameof(sources));
    }

    /// <summary>The layer that it comes from; null of an input.</summary>
    public Layer? Layer { get; }

    /// <summary>What the layer was called on.</summary>
    public IReadOnlyList<LayerOutput> Sources { get; }

    /// <summary>The input that it is; null of a layer's output.</summary>
    internal Field? Input { get; }
}
