using Bantam.Onnx.Reading;
using Bantam.Operators.Transformer;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;

namespace Bantam.Onnx.Rows;

/// <summary>Attention and position embeddings.</summary>
internal static class TransformerRows
{
    public static IEnumerable<OperatorRow> All =>
    [
        Of<Attention>(Attend, since: 23) with { LeastOutputs = 1 },
        Of<RotaryEmbedding>(
            (a, op) => new(
                a.Bool("interleaved", false, op?.IsInterleaved), a.Int("rotary_embedding_dim", 0, op?.Turned),
                a.Int("num_heads", 0, op?.HeadCount)),
            since: 23),
        new("FlexAttention", 1, Flex) { Domain = "ai.onnx.preview" },
    ];

    private static Attention Attend(Attributes a, Attention? op) =>
        new(a.OptionalInt("q_num_heads", op?.QueryHeads), a.OptionalInt("kv_num_heads", op?.KeyHeads))
        {
            Scale = a.OptionalFloat("scale", op?.Scale),
            IsCausal = a.Bool("is_causal", false, op?.IsCausal),
            Softcap = a.Float("softcap", 0, op?.Softcap),
            LeftWindow = a.Int("left_window_size", -1, op?.LeftWindow),
            RightWindow = a.Int("right_window_size", -1, op?.RightWindow),
            Scores = Scores(a, op),
            SoftmaxPrecision = a.OptionalElement("softmax_precision", op?.SoftmaxPrecision),
        };

    private static AttentionScores Scores(Attributes a, Attention? op)
    {
        var mode = a.Int("qk_matmul_output_mode", 0, op is null ? null : (int)op.Scores);
        return Enum.IsDefined((AttentionScores)mode) ? (AttentionScores)mode
            : throw a.Fault($"attribute 'qk_matmul_output_mode' is from 0 to 3; it is {mode}.");
    }

    /// <summary>Attention whose scores and probabilities go through graphs of the node.</summary>
    private static Tensor[] Flex(OnnxNode node)
    {
        var (q, k, v) = (node.Input(0), node.Input(1), node.Input(2));
        if (q.Shape.Rank != 4 || k.Shape.Rank != 4 || v.Shape.Rank != 4 || !q.Shape[3].IsKnown
            || Dimension.DivideExactly(q.Shape[1], k.Shape[1]) is not { } members)
            throw node.Error(
                "Q, K and V are [batch, heads, seq, width], and the heads of Q a multiple of those of K; "
                + $"they are {q.Type}, {k.Type} and {v.Type}.");
        var precision = node.Attributes.OptionalElement("softmax_precision")
            ?? (q.Element == ElementType.Double ? ElementType.Double : ElementType.Float);
        var scale = node.Attributes.OptionalFloat("scale") ?? 1 / Math.Sqrt(q.Shape[3].Size);
        if (!members.Equals(1)) (k, v) = (Repeated(k, members), Repeated(v, members));
        var scores = Modified("score_mod", (q * scale).MatMul(k.TransposeLast()).Cast(precision));
        var probabilities = Modified("prob_mod", scores.Softmax());
        return [probabilities.MatMul(v.Cast(precision)).Cast(v.Element)];

        Tensor Modified(string name, Tensor tensor) => node.Attributes.Has(name) ? node.Body(name)([tensor])[0] : tensor;
    }

    /// <summary>Each head as many times as queries share it.</summary>
    private static Tensor Repeated(Tensor heads, Dimension times)
    {
        var s = heads.Shape;
        return heads.Unsqueeze(2).Expand(new Shape(s[0], s[1], times, s[2], s[3])).Reshape(new Shape(s[0], s[1] * times, s[2], s[3]));
    }
}
