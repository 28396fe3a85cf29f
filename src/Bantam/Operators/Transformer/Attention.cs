using Bantam.Tensors;

namespace Bantam.Operators.Transformer;

/// <summary>
/// Scaled dot-product attention (Vaswani and others 2017): softmax(q·kᵀ·scale + mask)·v for each head. Several heads of queries may
/// share one of keys and values. Inputs: Q, K, V, all [batch, heads, seq, width] or [batch, seq, heads·width]; a mask that broadcasts to
/// [batch, heads, queries, keys], of truth values (whether a query sees a key) or of numbers that are added; the keys and values of
/// before [batch, heads, past, width]; and how many of the keys of each sample are there, Int64 [batch]. Outputs: the result, laid out
/// as Q; keys and values with those of before; and scores. A query that sees no key gets 0.
/// <see href="https://onnx.ai/onnx/operators/onnx__Attention.html"/>
/// </summary>
/// <param name="QueryHeads">How many heads lie side by side in Q; null where they have an axis.</param>
/// <param name="KeyHeads">How many heads lie side by side in K and V; null where they have an axis.</param>
public sealed record Attention(int? QueryHeads = null, int? KeyHeads = null) : Operator
{
    internal const int Mask = 3, PastKey = 4, PastValue = 5, Lengths = 6;

    /// <summary>What products are multiplied by; null for 1/√width.</summary>
    public float? Scale { get; init; }

    /// <summary>Whether a query sees no keys behind its own place.</summary>
    public bool IsCausal { get; init; }

    /// <summary>Scores are kept within −cap and cap, by a hyperbolic tangent; 0 where they are not.</summary>
    public float Softcap { get; init; }

    /// <summary>How many keys before its own place a query sees; −1 for all.</summary>
    public int LeftWindow { get; init; } = -1;

    /// <summary>How many keys behind its own place a query sees; −1 for all.</summary>
    public int RightWindow { get; init; } = -1;

    /// <summary>Which scores are the last output.</summary>
    public AttentionScores Scores { get; init; }

    /// <summary>What the softmax is computed in; null for the element type of Q.</summary>
    public ElementType? SoftmaxPrecision { get; init; }

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (q, k, v) = (HeadsOf(inputs, 0, QueryHeads), HeadsOf(inputs, 1, KeyHeads), HeadsOf(inputs, 2, KeyHeads));
        Require(!Dimension.Differ(q[0], k[0]) && !Dimension.Differ(q[0], v[0]), "queries, keys and values have one batch");
        Require(!Dimension.Differ(k[1], v[1]) && !Dimension.Differ(k[2], v[2]), "keys and values have the same heads and places");
        Require(!Dimension.Differ(q[3], k[3]), "queries and keys have one width");
        Require(Dimension.DivideEvenly(q[1], k[1]) is not null, "the heads of queries are a multiple of those of keys");
        Require(inputs.Optional(PastKey) is null == inputs.Optional(PastValue) is null, "past keys and values come together");
        Require(inputs.Optional(PastKey) is null || inputs.Optional(Lengths) is null,
            "keys of before and how many of the keys are there exclude each other");
        var (keys, values) = (Present(inputs, PastKey, k), Present(inputs, PastValue, v));
        CheckMask(inputs, new Shape(q[0], q[1], q[2], keys[2]));
        if (inputs.Optional(Lengths) is { } lengths
            && (lengths.Element is not ElementType.Int64 || Shape.Differ(lengths.Shape, new Shape(q[0]))))
            throw new ShapeException($"how many keys are there is Int64[{q[0]}]; it is {lengths}.");
        var result = inputs.Shape(0).Rank == 3 ? new Shape(q[0], q[2], q[1] * v[3]) : new Shape(q[0], q[1], q[2], v[3]);
        return
        [
            inputs[0] with { Shape = result }, inputs[1] with { Shape = keys }, inputs[2] with { Shape = values },
            inputs[0] with { Shape = new Shape(q[0], q[1], q[2], keys[2]) },
        ];

        void Require(bool condition, string rule)
        {
            if (!condition)
                throw new ShapeException($"{rule}; here are {inputs[0]}, {inputs[1]}, {inputs[2]}{Heads()}.");
        }

        string Heads() => QueryHeads is null ? "" : $" with {QueryHeads} and {KeyHeads} heads";
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var isPacked = inputs[0]!.Shape.Rank == 3;
        var (q, k, v) = (Of(0, QueryHeads), Of(1, KeyHeads), Of(2, KeyHeads));
        if (inputs.ElementAtOrDefault(PastKey) is { } pastKey) k = Tensor.Concat(2, pastKey, k);
        if (inputs.ElementAtOrDefault(PastValue) is { } pastValue) v = Tensor.Concat(2, pastValue, v);
        var groups = k.Shape[1].Equals(q.Shape[1]) ? null : (Dimension?)k.Shape[1];
        var sight = new AttentionSight(this, inputs, q, k, groups);
        var (queries, keys, values) = groups is null ? (q, k, v) : (Heads.Grouped(q, groups), k.Unsqueeze(2), v.Unsqueeze(2));

        // Scaled before the product, floats of 16 bits do not overflow, and there are fewer queries than scores.
        var products = Scaled(queries).MatMul(keys.TransposeLast());
        var capped = Softcap == 0 ? products : (products * (1.0 / Softcap)).Tanh() * Softcap;
        var limited = sight.Limit(capped);
        if (SoftmaxPrecision is { } precision) limited = limited.Cast(precision);
        var probabilities = limited.Softmax().Cast(q.Element);
        var result = sight.Clear(probabilities.MatMul(values.Cast(q.Element)));
        var scores = Scores switch
        {
            AttentionScores.Products => products,
            AttentionScores.Capped => capped,
            AttentionScores.Masked => sight.Mask(capped),
            _ => sight.Clear(probabilities),
        };
        if (groups is not null) (result, scores) = (Heads.Ungrouped(result), Heads.Ungrouped(scores));
        return [isPacked ? Heads.Together(result) : result, k, v, scores];

        Tensor Of(int index, int? heads) => isPacked ? Heads.Apart(inputs[index]!, heads!.Value) : inputs[index]!;

        Tensor Scaled(Tensor x) => Scale is { } scale ? x * scale
            : x.Shape[-1].IsKnown ? x * (1 / Math.Sqrt(x.Shape[-1].Size))
            : x / Heads.Size(x, x.Shape.Rank - 1).Cast(x.Element).Sqrt();
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        new AttentionLoops(this, inputs, outputs).Run();

    /// <summary>The shape of an input with an axis for heads.</summary>
    private static Shape HeadsOf(OperatorInputs inputs, int index, int? heads)
    {
        var (shape, what) = (inputs.Shape(index), index == 0 ? "Q" : index == 1 ? "K" : "V");
        if (shape.Rank != inputs.Shape(0).Rank || shape.Rank is not (3 or 4))
            throw new ShapeException($"Q, K and V all have three axes or four; Q is {inputs[0]}, {what} is {inputs[index]}.");
        if (shape.Rank == 4) return shape;
        if (heads is not { } count || count < 1)
            throw new ShapeException($"{what} is {inputs[index]}; of three axes the number of heads is given, from 1 on.");
        return Dimension.DivideEvenly(shape[2], count) is { } width ? new Shape(shape[0], count, shape[1], width)
            : throw new ShapeException($"{what} is {inputs[index]}; {count} heads do not divide its last axis.");
    }

    private static Shape Present(OperatorInputs inputs, int past, Shape now)
    {
        if (inputs.Optional(past) is not { } before) return now;
        var expected = new Shape(now[0], now[1], before.Shape.Rank == 4 ? before.Shape[2] : 0, now[3]);
        return Shape.Differ(before.Shape, expected)
            ? throw new ShapeException($"past keys and values are [batch, heads, past, width]; input {past} is {before}, the rest {now}.")
            : new Shape(now[0], now[1], before.Shape[2] + now[2], now[3]);
    }

    private static void CheckMask(OperatorInputs inputs, Shape scores)
    {
        if (inputs.Optional(Mask) is not { } mask) return;
        if (mask.Element != ElementType.Bool && mask.Element != inputs[0].Element)
            throw new ShapeException($"a mask is of truth values or as Q, {inputs[0].Element}; it is {mask}.");
        var fits = mask.Shape.Rank is > 0 and <= 4
            && mask.Shape.SkipLast(1).Reverse().Zip(scores.SkipLast(1).Reverse())
                .All(d => d.First == 1 || !Dimension.Differ(d.First, d.Second))
            && !(mask.Shape[-1].IsKnown && scores[3].IsKnown && mask.Shape[-1].Size > scores[3].Size);
        if (!fits) throw new ShapeException($"a mask broadcasts to the scores, Float{scores}; it is {mask}.");
    }
}
