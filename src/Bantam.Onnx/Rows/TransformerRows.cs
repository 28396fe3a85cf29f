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
}
