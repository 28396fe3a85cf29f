using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// What attention without heads shares: called on a query [batch, targets, d], a value [batch, sources, e] and a key [batch, sources, d],
/// which is the value where it is not given. Sources that a mask of the value leaves out are not seen, and targets that a mask of the query
/// leaves out are zeros.
/// </summary>
public abstract class ScoredAttention : Layer
{
    private readonly Dropout _dropout;
    private readonly bool _useCausalMask;

    private protected ScoredAttention(float dropout, bool useCausalMask, string? name)
        : base(name) => (_dropout, _useCausalMask) = (new Dropout(dropout), useCausalMask);

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Layer> Layers => [_dropout];

    /// <summary>Scores [batch, targets, sources].</summary>
    private protected abstract Tensor Scores(Tensor query, Tensor key);

    /// <inheritdoc/>
    protected sealed override Tensor Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        Check(inputs.Select(i => i.Type));
        var (query, value, key) = (inputs[0], inputs[1], inputs[^1]);
        var scores = AttentionMask.Apply(Scores(query, key), StepMask.Of(value), _useCausalMask);
        var output = _dropout.Apply(scores.Softmax(), context).MatMul(value);
        if (StepMask.Of(query) is not { } mask) return output;
        output *= mask.Cast(ElementType.Float).Unsqueeze(2);
        StepMask.Put(output, mask);
        return output;
    }

    private static void Check(IEnumerable<TensorType> inputs)
    {
        if (inputs.Count() is < 2 or > 3 || inputs.Any(i => i.Shape.Rank != 3))
            throw new ShapeException(
                $"attention takes a query, a value and a key of shape [batch, length, size]; given are {string.Join(", ", inputs)}.");
    }
}
