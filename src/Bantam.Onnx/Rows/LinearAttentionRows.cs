using Bantam.Onnx.Reading;
using Bantam.Operators.Control;
using Bantam.Operators.Convolution;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Onnx.Rows;

/// <summary>
/// Sequences that are read with a state of a fixed size. Files that Bantam saves speak an earlier version, so that these operators are
/// read as what they consist of.
/// </summary>
internal static class LinearAttentionRows
{
    private static readonly (string, (bool IsGated, bool IsDelta))[] Rules =
        [("linear", (false, false)), ("gated", (true, false)), ("delta", (false, true)), ("gated_delta", (true, true))];

    public static IEnumerable<OperatorRow> All =>
    [
        new("LinearAttention", 27, Attention),
        new("CausalConvWithState", 27, Convolution),
    ];

    /// <summary>
    /// The state is a matrix for each head of keys: it fades by eᵍ, learns that a key has a value, and is asked by the queries. With the
    /// delta rule it learns the difference to what it says so far.
    /// </summary>
    private static Tensor[] Attention(OnnxNode node)
    {
        var a = node.Attributes;
        var (queryHeads, heads) = (Heads("q_num_heads"), Heads("kv_num_heads"));
        a.Ignore("chunk_size");
        var (isGated, isDelta) = a.Choice("update_rule", "gated_delta", Rules, null);
        var (query, key, value) = (node.Input(0), node.Input(1), node.Input(2));
        if (queryHeads % heads != 0) throw node.Error($"{queryHeads} heads of queries are no multiple of {heads} heads of keys.");
        foreach (var x in (Tensor[])[query, key, value])
            if (x.Shape.Rank != 3)
                throw node.Error($"query, key and value are [batch, seq, heads·width]; one is {x.Type}.");
        if (isGated != node.Optional(4) is not null || isDelta != node.Optional(5) is not null)
            throw node.Error("the update rule is gated where there is a decay, and delta where there is a beta; here they differ.");
        var (batch, seq) = (query.Shape[0], query.Shape[1]);
        var (width, depth) = (key.Shape[2] / heads, value.Shape[2] / heads);
        var scale = a.Float("scale", 0) is var given && given != 0 ? given
            : width.IsKnown ? 1 / Math.Sqrt(width.Size) : throw new GapException("the width of its heads is not known.");
        var past = node.Optional(3);
        var state = past?.Cast(ElementType.Float) ?? Tensor.Scalar(0f).Expand(new Shape(batch, heads, width, depth));

        // Time comes first: [seq, batch, heads, rows, features].
        List<Tensor> sequences = [Steps(query, queryHeads / heads, width), Steps(key, 1, width), Steps(value, 1, depth)];
        if (isGated)
        {
            var decay = node.Input(4);
            var factors = decay.Shape[2].Equals(heads) ? (Dimension)1 : width;
            sequences.Add(Steps(decay, factors, 1).Exp());
        }

        if (isDelta)
            sequences.Add(
                node.Input(5).Cast(ElementType.Float).Transpose(1, 0, 2).Reshape(new Shape(seq, batch, node.Input(5).Shape[2], 1, 1)));
        int[] forward = [.. sequences.Select(_ => 0)];
        var results = ControlFlow.Scan([state], sequences, [], Ints.From(forward), [0], taken =>
        {
            var (before, q, k, v) = (taken[0], taken[1], taken[2], taken[3]);
            if (isGated) before *= taken[4];
            if (isDelta) v = taken[^1] * (v - k.MatMul(before));
            var after = before + (k.TransposeLast() * v);
            return [after, q.MatMul(after)];
        });
        var output = (results[1] * scale).Transpose(1, 0, 2, 3, 4).Reshape(new Shape(batch, seq, queryHeads * depth));
        return [output.Cast(query.Element), results[0].Cast(past?.Element ?? query.Element)];

        int Heads(string name) => a.OptionalInt(name) is { } count && count > 0 ? count
            : throw node.Error($"attribute '{name}' is a number from 1 on; it is {a.OptionalInt(name)?.ToString() ?? "missing"}.");

        Tensor Steps(Tensor x, Dimension rows, Dimension features) =>
            x.Cast(ElementType.Float).Transpose(1, 0, 2).Reshape(new Shape(seq, batch, heads, rows, features));
    }

    /// <summary>A convolution of each channel that sees what came before, of which the last places are its state.</summary>
    private static Tensor[] Convolution(OnnxNode node)
    {
        var (x, weights) = (node.Input(0), node.Input(1));
        if (x.Shape.Rank != 3 || weights.Shape.Rank != 3 || !weights.Shape.IsKnown)
            throw node.Error(
                $"the input is [batch, channels, length], the weights [channels, 1, window]; they are {x.Type}, {weights.Type}.");
        var (channels, before) = (weights.Shape[0].Size, weights.Shape[2].Size - 1);
        var padded = node.Optional(3) is { } past ? Tensor.Concat(2, past, x) : x.Pad([0, 0, before], [0, 0, 0]);
        var convolution = new Conv(ConvolutionAttributes.Of(1) with { Group = channels });
        var y = convolution.ApplyOne(padded, weights, node.Optional(2));
        var isSilu = node.Attributes.Choice("activation", "none", [("none", false), ("silu", true), ("swish", true)], null);
        if (isSilu) y = Silu(y.Cast(ElementType.Float)).Cast(x.Element);
        return [y, before == 0 ? padded.Slice([2], [0], [0]) : padded.Slice([2], [-before], [int.MaxValue])];
    }

    private static Tensor Silu(Tensor x) => x * x.Sigmoid();
}
