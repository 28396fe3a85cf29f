using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// Attention of several heads: softmax(Q·Kᵀ/√keyDim)·V of each, where Q, K and V are dense layers of the query, the key and the value,
/// and a dense layer of all heads (A. Vaswani et al., "Attention is all you need", 2017,
/// <see href="https://arxiv.org/abs/1706.03762"/>). Called on a query [batch, targets, d], a value [batch, sources, e] and a key
/// [batch, sources, f]; where there is no key the value is the key, and a query alone attends to itself. The output is a query's size.
/// </summary>
/// <param name="numHeads">The number of heads, 1 or more.</param>
/// <param name="keyDim">The size of a query and a key of each head, 1 or more.</param>
/// <param name="valueDim">The size of a value of each head; that of a key by default.</param>
/// <param name="dropout">The share of weights that is dropped in training.</param>
/// <param name="useBias">Whether the dense layers have a bias.</param>
/// <param name="kernelInitializer">The initializer of the weights; Glorot uniform by default.</param>
/// <param name="biasInitializer">The initializer of biases; zeros by default.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is below 1, or the dropout is not a share.</exception>
public sealed class MultiHeadAttention(
    int numHeads, int keyDim, int? valueDim = null, float dropout = 0, bool useBias = true, Initializer? kernelInitializer = null,
    Initializer? biasInitializer = null, string? name = null)
    : Layer(name)
{
    private readonly int _heads = Hyperparameter.AtLeast(1, numHeads, nameof(numHeads));
    private readonly int _keySize = Hyperparameter.AtLeast(1, keyDim, nameof(keyDim));
    private readonly int _valueSize = Hyperparameter.AtLeast(1, valueDim ?? keyDim, nameof(valueDim));
    private readonly Dropout _dropout = new(dropout);
    private Func<Tensor, Tensor>? _query;
    private Func<Tensor, Tensor>? _key;
    private Func<Tensor, Tensor>? _value;
    private Func<Tensor, Tensor>? _output;

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Layers => [_dropout];

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        if (inputs.Count is < 1 or > 3 || inputs.Any(i => i.Shape.Rank != 3))
            throw new ShapeException(
                $"attention takes a query, a value and a key of shape [batch, length, size]; given are {string.Join(", ", inputs)}.");
        var (query, value) = (inputs[0].Shape[2].Size, inputs[Math.Min(1, inputs.Count - 1)].Shape[2].Size);
        _query = Projection("query", query, _heads * _keySize);
        _key = Projection("key", inputs[^1].Shape[2].Size, _heads * _keySize);
        _value = Projection("value", value, _heads * _valueSize);
        _output = Projection("attention_output", _heads * _valueSize, query);
    }

    /// <inheritdoc/>
    protected override Tensor Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        var query = Heads(_query!(inputs[0]), _keySize) * (1 / Math.Sqrt(_keySize));
        var value = Heads(_value!(inputs[Math.Min(1, inputs.Count - 1)]), _valueSize);
        var key = _key!(inputs[^1]).Reshape(0, 0, _heads, _keySize).Transpose(0, 2, 3, 1);
        var weights = _dropout.Apply(query.MatMul(key).Softmax(), context);
        return _output!(weights.MatMul(value).Transpose(0, 2, 1, 3).Reshape(0, 0, _heads * _valueSize));
    }

    /// <summary>[batch, length, heads · size] → [batch, heads, length, size].</summary>
    private Tensor Heads(Tensor x, int size) => x.Reshape(0, 0, _heads, size).Transpose(0, 2, 1, 3);

    private Func<Tensor, Tensor> Projection(string name, int from, int to)
    {
        var kernel =
            AddVariable($"{name}/kernel", Shape.Of(from, to), kernelInitializer ?? new GlorotUniform(), new Fans(from, to));
        if (!useBias) return x => x.MatMul(kernel);
        var bias = AddVariable($"{name}/bias", Shape.Of(to), biasInitializer ?? new Zeros());
        return x => x.MatMul(kernel) + bias;
    }
}
