using Bantam.Tensors;
using static Bantam.Onnx.Tests.Build;

namespace Bantam.Onnx.Tests;

/// <summary>Examples of the operators of ONNX Runtime's own domain.</summary>
internal static class MicrosoftExamples
{
    private static readonly TensorType Matrix = TensorType.Float(3, 4), Cube = TensorType.Float(2, 3, 4), Row = TensorType.Float(4);
    private static readonly TensorType Image = TensorType.Float(1, 4, 6, 7), Weights = TensorType.Float(6, 2, 3, 2);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<MicrosoftExample> All { get; } =
    [
        new("Gelu", [Matrix]), new("BiasGelu", [Cube, Row]), new("FastGelu", [Cube]), new("FastGelu", [Cube, Row]),
        new("QuickGelu", [Matrix]), new("QuickGelu", [Matrix], Float("alpha", 0.7f)),
        new("FusedMatMul", [TensorType.Float(2, 4, 3), TensorType.Float(2, 5, 4)],
            Float("alpha", 0.5f), Int("transA", 1), Int("transB", 1)),
        new("FusedMatMul", [TensorType.Float(3, 2, 4), TensorType.Float(2, 4, 5)], Int("transBatchA", 1)),
        new("TransposeMatMul", [Matrix, TensorType.Float(5, 4)], Int("transB", 1)),
        new("FusedGemm", [Matrix, TensorType.Float(4, 5), TensorType.Float(5)], Float("alpha", 0.5f), Text("activation", "Relu")),
        new("FusedGemm", [Matrix, TensorType.Float(5, 4)], Int("transB", 1), Text("activation", "LeakyRelu"),
            Float("activation_alpha", 0.3f)),
        new("FusedConv", [Image, Weights, TensorType.Float(6)], Text("activation", "Relu"), Int("group", 2), Ints("pads", 1, 0, 0, 1)),
        new("FusedConv", [Image, Weights], Text("activation", "LeakyRelu"), Numbers("activation_params", 0.3f), Int("group", 2)),
        new("FusedConv", [Image, Weights, TensorType.Float(6)], Text("activation", "Clip"),
            Numbers("activation_params", -1, 2), Int("group", 2)),
        new("FusedConv", [Image, Weights, TensorType.Float(6)], Text("activation", "HardSigmoid"), Numbers("activation_params", 0.1f, 0.4f),
            Int("group", 2)),
        new("FusedConv", [Image, Weights, TensorType.Float(6), TensorType.Float(1, 6, 4, 6)], Text("activation", "Tanh"), Int("group", 2)),
        new("SkipLayerNormalization", [Cube, Cube, Row, Row, Row], Float("epsilon", 1e-5f)) { Outputs = 4, Absent = [1, 2] },
        new("SkipLayerNormalization", [Cube, TensorType.Float(1, 3, 4), Row]),
        new("SkipSimplifiedLayerNormalization", [Cube, Cube, Row, Row]) { Outputs = 4, Absent = [1, 2] },
        new("SimplifiedLayerNormalization", [Cube, Row], Float("epsilon", 1e-3f), Int("axis", -1)) { Domain = "" },
        new("EmbedLayerNormalization",
            [Ids(2, 3), Ids(2, 3), TensorType.Float(4, 8), TensorType.Float(5, 8), TensorType.Float(4, 8), TensorType.Float(8),
            TensorType.Float(8), Tensor.From([1, 1, 0, 1, 1, 1], 2, 3)],
            Float("epsilon", 1e-5f)) { Outputs = 2 },
        new("EmbedLayerNormalization",
            [Ids(2, 3), null, TensorType.Float(4, 8), TensorType.Float(5, 8), null, TensorType.Float(8), TensorType.Float(8)],
            Float("epsilon", 1e-5f)) { Outputs = 3 },
        .. MicrosoftAttentionExamples.All, .. MicrosoftQuantizedExamples.All,
    ];

    private static TensorType Ids(params int[] shape) => new(ElementType.Int32, Shape.Of(shape));
}
