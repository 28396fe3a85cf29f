using Bantam.Operators;
using Bantam.Operators.Transformer;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests;

/// <summary>Examples of attention and position embeddings.</summary>
internal static class TransformerExamples
{
    private static readonly TensorType Cache = TensorType.Float(2, 3, 2);

    public static IEnumerable<(Operator, object?[])> All =>
    [
        (new Attention { Scale = 0.3f, IsCausal = true, Softcap = 0.8f },
            [TensorType.Float(2, 3, 5, 4), TensorType.Float(2, 3, 5, 4), TensorType.Float(2, 3, 5, 2)]),
        (new Attention(4, 2) { Scores = AttentionScores.Probabilities }, [.. Packed(), TensorType.Float(3, 5)]),
        (new Attention(4, 2), [.. Packed(), new TensorType(ElementType.Bool, Shape.Of(2, 1, 3, 5))]),
        (new Attention(4, 2) { Scores = AttentionScores.Masked },
            [.. Packed(), TensorType.Float(3, 8), TensorType.Float(2, 2, 3, 4), TensorType.Float(2, 2, 3, 2)]),
        (new RotaryEmbedding(), [TensorType.Float(2, 2, 3, 4), Cache, Cache]),
        (new RotaryEmbedding(IsInterleaved: true, HeadCount: 2), [TensorType.Float(2, 3, 8), Cache, Cache]),
        (new RotaryEmbedding(Turned: 4, HeadCount: 2),
            [TensorType.Float(2, 3, 12), TensorType.Float(6, 2), TensorType.Float(6, 2), Tensor.From<long>([0, 5, 2, 3, 3, 1], 2, 3)]),
    ];

    private static object?[] Packed() => [TensorType.Float(2, 3, 16), TensorType.Float(2, 5, 8), TensorType.Float(2, 5, 4)];
}
