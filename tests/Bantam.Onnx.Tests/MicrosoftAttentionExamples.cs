using Bantam.Tensors;
using static Bantam.Onnx.Tests.Build;

namespace Bantam.Onnx.Tests;

/// <summary>Examples of ONNX Runtime's attention.</summary>
internal static class MicrosoftAttentionExamples
{
    private static readonly TensorType Sequence = TensorType.Float(2, 3, 8), Past = TensorType.Float(2, 2, 4, 4);
    private static readonly TensorType Angles = TensorType.Float(16, 2), WideAngles = TensorType.Float(16, 8);

    public static IEnumerable<MicrosoftExample> All =>
    [
        new("RotaryEmbedding", [Sequence, Tensor.From<long>([2]), Angles, Angles]),
        new("RotaryEmbedding", [TensorType.Float(2, 2, 3, 4), Tensor.From<long>([0, 1, 5, 3, 9, 2], 2, 3), Angles, Angles],
            Int("interleaved", 1)),
        new("RotaryEmbedding", [TensorType.Float(2, 3, 12), Tensor.From<long>([1]), Angles, Angles], Int("rotary_embedding_dim", 4),
            Int("num_heads", 2)),
        new("MultiHeadAttention", [Sequence, TensorType.Float(2, 5, 8), TensorType.Float(2, 5, 8)], Heads()),
        new("MultiHeadAttention", [Sequence, Sequence, Sequence, TensorType.Float(24)], Heads(), Int("unidirectional", 1)),
        new("MultiHeadAttention",
            [Sequence, TensorType.Float(2, 5, 8), TensorType.Float(2, 5, 8), null, Truths(2, 5), TensorType.Float(1, 2, 3, 5)], Heads(),
            Float("scale", 0.3f)),
        new("MultiHeadAttention", [Sequence, Sequence, Sequence, null, null, null, Past, Past], Heads()) { Outputs = 3 },
        new("Attention", [TensorType.Float(2, 3, 6), TensorType.Float(6, 24), TensorType.Float(24)], Heads()),
        new("Attention", [TensorType.Float(2, 3, 6), TensorType.Float(6, 24), TensorType.Float(24), Truths(2, 3)], Heads()),
        new("Attention", [TensorType.Float(2, 3, 6), TensorType.Float(6, 24), TensorType.Float(24), Tensor.From<int>([3, 1])], Heads()),
        new("Attention", [TensorType.Float(2, 3, 6), TensorType.Float(6, 20), TensorType.Float(20)], Heads(), Int("unidirectional", 1),
            Ints("qkv_hidden_sizes", 8, 8, 4)),
        new("Attention",
            [TensorType.Float(2, 3, 6), TensorType.Float(6, 24), TensorType.Float(24), null, TensorType.Float(2, 2, 2, 4, 4)],
            Heads(), Int("unidirectional", 1)) { Outputs = 2 },
        new("GroupQueryAttention", Grouped(3, null, [2, 2], 3), Grouping()) { Outputs = 3 },
        new("GroupQueryAttention", Grouped(1, Before(4), [4, 4], 5), Grouping()) { Outputs = 3 },
        new("GroupQueryAttention", [.. Grouped(1, Before(4), [4, 2], 5), WideAngles, WideAngles],
            [.. Grouping(), Int("do_rotary", 1)]) { Outputs = 3 },
        new("GroupQueryAttention", Grouped(1, Before(9), [4, 2], 9),
            [.. Grouping(), Int("local_window_size", 3), Float("softcap", 1.5f)]) { Outputs = 3 },
        new("GroupQueryAttention", [TensorType.Float(2, 3, 128), null, null, .. Grouped(3, null, [2, 2], 3).Skip(3)], Grouping())
        { Outputs = 3 },
    ];

    private static Bantam.Onnx.Protobuf.AttributeProto Heads() => Int("num_heads", 2);

    private static Bantam.Onnx.Protobuf.AttributeProto[] Grouping() => [Int("num_heads", 4), Int("kv_num_heads", 2)];

    /// <summary>Two samples of new places, of four heads of queries and two of keys, and what was before.</summary>
    private static object?[] Grouped(int places, TensorType? past, int[] last, int total) =>
    [
        TensorType.Float(2, places, 64), TensorType.Float(2, places, 32), TensorType.Float(2, places, 32), past, past,
        Tensor.From<int>(last), Tensor.From<int>([total]),
    ];

    private static TensorType Before(int places) => TensorType.Float(2, 2, places, 16);

    private static Tensor Truths(int rows, int columns) =>
        Tensor.From<int>([.. Enumerable.Range(0, rows * columns).Select(i => i % 4 == 2 ? 0 : 1)], rows, columns);
}
