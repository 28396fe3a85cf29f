using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Constraints;
using Bantam.Training.Initializers;
using Bantam.Training.Regularizers;

namespace Bantam.Training.Layers;

/// <summary>A vector for each number: [batch, …] of integers from 0 on → [batch, …, outputDim].</summary>
/// <param name="inputDim">How many numbers there are, 1 or more.</param>
/// <param name="outputDim">The size of a vector, 1 or more.</param>
/// <param name="embeddingsInitializer">The initializer of the vectors; uniform by default.</param>
/// <param name="maskZero">Whether 0 stands for padding, which layers behind skip; see <see cref="Masking"/>.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
public sealed class Embedding(
    int inputDim, int outputDim, Initializer? embeddingsInitializer = null, bool maskZero = false, string? name = null)
    : Layer(name)
{
    private readonly Shape _shape = Shape.Of(
        Hyperparameter.AtLeast(1, inputDim, nameof(inputDim)), Hyperparameter.AtLeast(1, outputDim, nameof(outputDim)));

    private Variable? _embeddings;

    /// <summary>The penalty on the vectors; null for none.</summary>
    public Regularizer? EmbeddingsRegularizer { get; set; }

    /// <summary>What the vectors must be; null for anything.</summary>
    public Constraint? EmbeddingsConstraint { get; set; }

    /// <inheritdoc/>
    protected override bool TakesIntegers => true;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs) => _embeddings = AddVariable(
        "embeddings", _shape, embeddingsInitializer ?? new RandomUniform(), new Fans(_shape[0].Size, _shape[1].Size), true,
        EmbeddingsRegularizer, EmbeddingsConstraint);

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        if (input.Element is ElementType.String or ElementType.Bool)
            throw new ShapeException($"an embedding takes the numbers of things; these are {input.Type}. Put a StringLookup before it.");
        var indices = input.Element is ElementType.Int32 or ElementType.Int64 ? input : input.Cast(ElementType.Int32);
        var output = _embeddings!.Read().Gather(indices);
        if (maskZero) StepMask.Put(output, !Tensor.Equal(indices, 0));
        return output;
    }
}
