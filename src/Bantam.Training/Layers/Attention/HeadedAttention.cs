using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// What attention of several heads shares: softmax(Q·Kᵀ/√size)·V of each, where Q, K and V are dense layers of the query, the key and the
/// value, and a dense layer of all heads. Masks of the query, the value and the key hide sources and pairs as in Keras.
/// </summary>
public abstract class HeadedAttention : WeightedLayer
{
    private readonly int _heads;
    private readonly int _keyHeads;
    private readonly int _keySize;
    private readonly int _valueSize;
    private readonly bool _useBias;
    private readonly bool _useCausalMask;
    private readonly Initializer? _kernelInitializer;
    private readonly Initializer? _biasInitializer;
    private readonly Dropout _dropout;
    private Func<Tensor, Tensor>? _query;
    private Func<Tensor, Tensor>? _key;
    private Func<Tensor, Tensor>? _value;
    private Func<Tensor, Tensor>? _output;

    private protected HeadedAttention(
        int heads, int keyHeads, int keySize, int valueSize, float dropout, bool useBias, bool useCausalMask,
        Initializer? kernelInitializer, Initializer? biasInitializer, string? name)
        : base(name)
    {
        (_heads, _keyHeads, _keySize, _valueSize, _useBias) = (heads, keyHeads, keySize, valueSize, useBias);
        (_useCausalMask, _kernelInitializer, _biasInitializer) = (useCausalMask, kernelInitializer, biasInitializer);
        _dropout = new Dropout(dropout);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Layers => [_dropout];

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        if (inputs.Count is < 1 or > 4 || inputs.Any(i => i.Shape.Rank != 3))
            throw new ShapeException(
                $"attention takes a query, a value and a key of shape [batch, length, size], and which pairs of the query's and the key's "
                + $"steps see each other [batch, targets, sources]; given are {string.Join(", ", inputs)}.");
        var (query, value) = (inputs[0].Shape[2].Size, inputs[Math.Min(1, inputs.Count - 1)].Shape[2].Size);
        _query = Projection("query", query, _heads * _keySize);
        _key = Projection("key", inputs[Math.Min(2, inputs.Count - 1)].Shape[2].Size, _keyHeads * _keySize);
        _value = Projection("value", value, _keyHeads * _valueSize);
        _output = Projection("attention_output", _heads * _valueSize, query);
    }

    /// <inheritdoc/>
    protected override Tensor Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        var (given, keys) = (inputs[Math.Min(1, inputs.Count - 1)], inputs[Math.Min(2, inputs.Count - 1)]);
        var query = Heads(_query!(inputs[0]), _heads, _keySize) * (1 / Math.Sqrt(_keySize));
        var value = Repeated(Heads(_value!(given), _keyHeads, _valueSize));
        var key = Repeated(_key!(keys).Reshape(0, 0, _keyHeads, _keySize).Transpose(0, 2, 3, 1));
        var scores = query.MatMul(key);
        foreach (var mask in new[] { StepMask.Of(given), StepMask.Of(keys) }.Distinct())
            if (mask is not null)
                scores = AttentionMask.Apply(scores, mask, isCausal: false);
        scores = AttentionMask.Apply(scores, null, _useCausalMask, inputs.Count > 3 ? inputs[3] : null);
        var weights = _dropout.Apply(scores.Softmax(), context);
        return _output!(weights.MatMul(value).Transpose(0, 2, 1, 3).Reshape(0, 0, _heads * _valueSize));
    }

    /// <summary>[batch, length, heads · size] → [batch, heads, length, size].</summary>
    private static Tensor Heads(Tensor x, int heads, int size) => x.Reshape(0, 0, heads, size).Transpose(0, 2, 1, 3);

    /// <summary>A head of the key and the value for each of the query's, which share them in groups.</summary>
    private Tensor Repeated(Tensor x)
    {
        if (_heads == _keyHeads) return x;
        var (shape, group) = (x.Shape, _heads / _keyHeads);
        return x.Unsqueeze(2).Expand(new Shape(shape[0], shape[1], group, shape[2], shape[3]))
            .Reshape(new Shape(shape[0], _heads, shape[2], shape[3]));
    }

    private Func<Tensor, Tensor> Projection(string name, int from, int to)
    {
        var kernel = AddKernel(Shape.Of(from, to), _kernelInitializer, new Fans(from, to), $"{name}/kernel");
        if (!_useBias) return x => x.MatMul(kernel);
        var bias = AddBias(Shape.Of(to), _biasInitializer, $"{name}/bias");
        return x => x.MatMul(kernel) + bias;
    }
}
