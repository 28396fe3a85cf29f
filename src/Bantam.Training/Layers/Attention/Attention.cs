using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// Attention by products (M.-T. Luong et al., 2015): softmax(q·kᵀ)·v, or with <c>concat</c> by the sum of tanh(q + k). Called on a query
/// [batch, targets, d], a value [batch, sources, e], and a key [batch, sources, d], which is the value where it is not given.
/// </summary>
/// <param name="useScale">Whether scores have a factor that is learned.</param>
/// <param name="concat">Whether scores are weighted sums of tanh(q + k), Keras' <c>score_mode="concat"</c>.</param>
/// <param name="dropout">The share of weights that is dropped in training.</param>
/// <param name="useCausalMask">Whether a target sees the sources up to its own place only.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">The dropout is not a share.</exception>
public sealed class Attention(
    bool useScale = false, bool concat = false, float dropout = 0, bool useCausalMask = false, string? name = null)
    : ScoredAttention(dropout, useCausalMask, name)
{
    private Variable? _scale;
    private Variable? _weight;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        if (useScale) _scale = AddVariable("scale", Shape.Scalar, new Ones());
        if (concat) _weight = AddVariable("concat_score_weight", Shape.Scalar, new Ones());
    }

    /// <inheritdoc/>
    private protected override Tensor Scores(Tensor query, Tensor key)
    {
        if (!concat)
        {
            var products = query.MatMul(key.TransposeLast());
            return _scale is null ? products : products * _scale;
        }

        var sums = query.Unsqueeze(2) + key.Unsqueeze(1);
        return (_scale is null ? sums : sums * _scale).Tanh().ReduceSum([-1]) * _weight!;
    }
}
