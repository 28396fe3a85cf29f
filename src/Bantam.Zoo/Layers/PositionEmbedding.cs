using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Initializers;
using Bantam.Training.Layers;

namespace Bantam.Zoo.Layers;

/// <summary>Each token plus what is learned of its position: [batch, length, size].</summary>
internal sealed class PositionEmbedding() : Layer(name: null)
{
    private Variable? _embeddings;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs) =>
        _embeddings = AddVariable(
            "embeddings", Shape.Of(1, inputs[0].Shape[1].Size, inputs[0].Shape[2].Size), new RandomNormal(deviation: 0.5f));

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context) => input + _embeddings!;
}
