using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// Attention by sums (D. Bahdanau et al., 2014): softmax(Σ scale·tanh(q + k))·v. Called on a query [batch, targets, d], a value
/// [batch, sources, e], and a key [batch, sources, d], which is the value where it is not given.
/// </summary>
/// <param name="useScale">Whether there is a scale [d] that is learned.</param>
/// <param name="dropout">The share of weights that is dropped in training.</param>
/// <param name="useCausalMask">Whether a target sees the sources up to its own place only.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">The dropout is not a share.</exception>
public sealed class AdditiveAttention(bool useScale = true, float dropout = 0, bool useCausalMask = false, string? name = null)
    : ScoredAttention(dropout, useCausalMask, name)
{
    private Variable? _scale;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        var size = inputs[0].Shape[-1].Size;
        if (useScale) _scale = AddVariable("scale", Shape.Of(size), new GlorotUniform(), new Fans(size, size));
    }

    /// <inheritdoc/>
    private protected override Tensor Scores(Tensor query, Tensor key)
    {
        var sums = (query.Unsqueeze(2) + key.Unsqueeze(1)).Tanh();
        return (_scale is null ? sums : sums * _scale).ReduceSum([-1]);
    }
}
