using Bantam.Onnx.Reading;
using Bantam.Operators.Transformer;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.MicrosoftFusionRows;
using static Bantam.Onnx.Rows.WeightRole;

namespace Bantam.Onnx.Rows;

/// <summary>Attention of ONNX Runtime.</summary>
internal static class MicrosoftAttentionRows
{
    private const float UsualFilter = -10000;

    public static IEnumerable<OperatorRow> All =>
    [
        Row("Attention", Projected).Weights(None, Trained, Trained),
        Row("MultiHeadAttention", MultiHead).Weights(None, None, None, Trained),
        Row("GroupQueryAttention", node => new GroupQueryAttention(node).Read()),
        Row("RotaryEmbedding", Rotary),
    ];

    /// <summary>A node gives the place of each token, or of the first one of all samples.</summary>
    private static Tensor[] Rotary(OnnxNode node)
    {
        var a = node.Attributes;
        var (x, places, cosines, sines) = (node.Input(0), node.Input(1), node.Input(2), node.Input(3));
        a.Only("is_packed_batching", 0);
        a.Ignore("scale");
        var turned = a.Int("rotary_embedding_dim", 0);
        var heads = a.Int("num_heads", 0);
        if (x.Shape.Rank == 3 && heads == 0)
        {
            // The width of a head follows from the angles then.
            var width = cosines.Shape[1] * 2;
            heads = Dimension.DivideExactly(x.Shape[2], width) is { IsKnown: true, Size: var count } ? count
                : throw node.Error($"{x.Type} does not consist of heads of {width} features.");
        }

        if (places.Shape.Rank != 2)
        {
            var batch = Tensor.Scalar(0L).Expand(new Shape(x.Shape[0], 1));
            places = batch + places.Reshape(Shape.Scalar) + Counted(x, x.Shape.Rank - 2);
        }

        return node.Apply(
            new RotaryEmbedding(a.Bool("interleaved", false, null), turned, x.Shape.Rank == 3 ? heads : 0), x, cosines, sines, places);
    }

    /// <summary>The numbers from 0 to before the size of an axis, Int64.</summary>
    internal static Tensor Counted(Tensor x, int axis) => new Operators.Movement.RangeOf().ApplyOne(
        Tensor.Scalar(0L), x.ShapeOf(axis, axis + 1).Reshape(Shape.Scalar), Tensor.Scalar(1L));

    /// <summary>Attention of a sequence to itself, with the products that make queries, keys and values of it.</summary>
    private static Tensor[] Projected(OnnxNode node)
    {
        var a = node.Attributes;
        a.Only("do_rotary", 0);
        a.Only("past_present_share_buffer", 0);
        a.Ignore("rotary_embedding_dim");
        var heads = HeadCount(a, node);
        var all = node.Input(0).MatMul(node.Input(1));
        if (node.Optional(2) is { } bias) all += bias;
        var sizes = a.OptionalInts("qkv_hidden_sizes")
            ?? (all.Shape[2].IsKnown ? [all.Shape[2].Size / 3, all.Shape[2].Size / 3, all.Shape[2].Size / 3]
                : throw new GapException("the width of queries, keys and values is not known."));
        var parts = all.Split(2, [.. sizes]).Select(p => Apart(p, heads)).ToArray();
        var (q, k, v, past) = (parts[0], parts[1], parts[2], node.Optional(4));
        if (past is not null)
        {
            k = Tensor.Concat(2, past.Gather(Tensor.Scalar(0L)), k);
            v = Tensor.Concat(2, past.Gather(Tensor.Scalar(1L)), v);
        }

        var mask = Sum(Mask(node, node.Optional(3), q, k), node.Optional(5));
        var y = Attend(node, q, k, v, mask, past is null ? null : past.ShapeOf(3, 4));
        return node.OutputCount < 2 ? [y] : [y, Tensor.Concat(0, k.Unsqueeze(0), v.Unsqueeze(0))];
    }

    /// <summary>Attention whose queries, keys and values come apart, or packed by head.</summary>
    private static Tensor[] MultiHead(OnnxNode node)
    {
        var (heads, query, key) = (HeadCount(node.Attributes, node), node.Input(0), node.Optional(1));
        if (node.Optional(8) is not null || node.Optional(9) is not null)
            throw new GapException("its cache is a buffer of a fixed length; Bantam joins what was before and what is new.");
        Tensor[] apart = query.Shape.Rank == 5 ? Unpacked(query, 3) : key is { Shape.Rank: 5 } ? [query, .. Unpacked(key, 2)]
            : [query, key ?? throw node.Error("input 1 is missing."), node.Input(2)];
        if (node.Optional(3) is { } bias)
        {
            var width = apart[0].Shape[2].Size;
            var biases = bias.Split(0, width, width, bias.Shape[0].Size - (2 * width));
            apart = [.. apart.Zip(biases, (x, b) => x.Shape.Rank == 3 ? x + b : x)];
        }

        Tensor[] parts = [.. apart.Select(x => x.Shape.Rank == 4 ? x : Apart(x, heads))];
        var (q, k, v, past) = (parts[0], parts[1], parts[2], node.Optional(6));
        if (past is not null) (k, v) = (Tensor.Concat(2, past, k), Tensor.Concat(2, node.Input(7), v));
        var mask = Sum(Mask(node, node.Optional(4), q, k), node.Optional(5));
        return [Attend(node, q, k, v, mask, past?.ShapeOf(2, 3)), k, v];

        // [batch, seq, heads, count, width].
        static Tensor[] Unpacked(Tensor x, int count) =>
            [.. Enumerable.Range(0, count).Select(i => x.Gather(Tensor.Scalar((long)i), 3).Flatten2())];
    }

    /// <summary>The result, heads side by side.</summary>
    private static Tensor Attend(OnnxNode node, Tensor q, Tensor k, Tensor v, Tensor? mask, Tensor? past)
    {
        var isCausal = node.Attributes.Bool("unidirectional", false, null);
        var scale = node.Attributes.Float("scale", 0);
        if (isCausal)
        {
            var own = Counted(q, 2).Unsqueeze(1);
            var allowed = Counted(k, 2) <= (past is null ? own : own + past);
            mask = Sum(Tensor.Where(allowed, Tensor.Scalar(0f), Tensor.Scalar(float.NegativeInfinity)).Cast(q.Element), mask);
        }

        var op = new Attention { Scale = scale == 0 ? null : scale };
        return Together(op.ApplyOne(q, k, v, mask));
    }

    /// <summary>What is added to scores for the keys that do not count: of each sample those behind its length, or with a 0.</summary>
    private static Tensor? Mask(OnnxNode node, Tensor? given, Tensor q, Tensor k)
    {
        var filter = node.Attributes.Float("mask_filter_value", UsualFilter);
        if (given is null) return null;
        var allowed = given.Shape.Rank switch
        {
            1 when !Dimension.Differ(given.Shape[0], q.Shape[0]) =>
                Counted(k, 2) < given.Cast(ElementType.Int64).Unsqueeze(1, 2, 3),
            2 => given.Unsqueeze(1, 2) > 0,
            3 => given.Unsqueeze(1) > 0,
            _ => throw new GapException($"its mask is {given.Type}; Bantam reads those of lengths, keys, and queries and keys."),
        };
        return Tensor.Where(allowed, Tensor.Scalar(0f), Tensor.Scalar(filter)).Cast(q.Element);
    }

    private static Tensor? Sum(Tensor? a, Tensor? b) => a is null ? b : b is null ? a : a + b;

    private static int HeadCount(Attributes a, OnnxNode node) => a.OptionalInt("num_heads", null) is { } heads && heads > 0 ? heads
        : throw node.Error("attribute 'num_heads' is a number from 1 on; it is missing.");

    /// <summary>[batch, seq, heads·width] as [batch, heads, seq, width].</summary>
    internal static Tensor Apart(Tensor x, int heads) =>
        x.Reshape(new Shape(x.Shape[0], x.Shape[1], heads, x.Shape[2] / heads)).Transpose(0, 2, 1, 3);

    /// <summary>[batch, heads, seq, width] as [batch, seq, heads·width].</summary>
    internal static Tensor Together(Tensor x) =>
        x.Transpose(0, 2, 1, 3).Reshape(new Shape(x.Shape[0], x.Shape[2], x.Shape[1] * x.Shape[3]));

    private static Tensor Flatten2(this Tensor x) => x.Reshape(new Shape(x.Shape[0], x.Shape[1], x.Shape[2] * x.Shape[3]));
}
