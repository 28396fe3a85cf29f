using Bantam.Training.Data;

namespace Bantam.Training.Layers;

/// <summary>
/// A symbolic tensor of a functional model: the output of a layer, or an input of the model. A functional model is built by applying
/// layers to such tensors. It holds no data.
/// </summary>
public sealed class LayerOutput
{
    private readonly LayerOutput? _first;

    internal LayerOutput(Field input)
    {
        Input = input;
        Sources = [];
    }

    internal LayerOutput(Layer layer, IReadOnlyList<LayerOutput> sources)
    {
        Layer = layer;
        Sources = [.. Hyperparameter.All(sources, nameof(sources))];
    }

    /// <summary>Another output of the call that gave the first.</summary>
    internal LayerOutput(LayerOutput first, int index)
    {
        (Layer, Sources, _first, Index) = (first.Layer, first.Sources, first, index);
    }

    /// <summary>The layer that computes it; null for an input.</summary>
    public Layer? Layer { get; }

    /// <summary>What the layer was called on.</summary>
    public IReadOnlyList<LayerOutput> Sources { get; }

    /// <summary>Which of the layer's outputs it is.</summary>
    public int Index { get; }

    /// <summary>The first output of the same call: what stands for the call.</summary>
    internal LayerOutput First => _first ?? this;

    /// <summary>The input that it is; null of a layer's output.</summary>
    internal Field? Input { get; }
}
