using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// What is learned of each position, in the shape of the input [batch, time, features], for an <see cref="Add"/> to tokens; KerasHub's
/// <c>PositionEmbedding</c>.
/// </summary>
/// <param name="sequenceLength">The most positions, 1 or more.</param>
/// <param name="initializer">The initializer of the vectors; Glorot uniform by default.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
public sealed class PositionEmbedding(int sequenceLength, Initializer? initializer = null, string? name = null) : Layer(name)
{
    private readonly int _length = Hyperparameter.AtLeast(1, sequenceLength, nameof(sequenceLength));
    private Variable? _embeddings;

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        if (inputs[0].Shape.Rank != 3) throw new ShapeException($"tokens are [batch, time, features]; this is {inputs[0].Shape}.");
        var size = inputs[0].Shape[2].Size;
        _embeddings = AddVariable("embeddings", Shape.Of(_length, size), initializer ?? new GlorotUniform(), new Fans(_length, size));
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        var steps = input.Shape[1].Size;
        if (steps > _length)
            throw new ShapeException($"there are {_length} positions; the input has {steps}. Give the layer a longer sequenceLength.");
        return _embeddings!.Read().Slice([0], [0], [steps]).Expand(input.Shape);
    }
}
