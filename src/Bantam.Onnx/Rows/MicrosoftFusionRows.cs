using Bantam.Onnx.Reading;
using Bantam.Operators.Activation;
using Bantam.Operators.Convolution;
using Bantam.Operators.Linear;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.WeightRole;

namespace Bantam.Onnx.Rows;

/// <summary>
/// What ONNX Runtime writes into models that it has optimized: activations, products and convolutions as one node with what lies
/// around. They are read as what they consist of.
/// </summary>
internal static class MicrosoftFusionRows
{
    /// <summary>The domain of ONNX Runtime's own operators.</summary>
    public const string Domain = "com.microsoft";

    private const float QuickSlope = 1.702f;

    public static IEnumerable<OperatorRow> All =>
    [
        Row("Gelu", node => node.Apply(new Gelu(GeluApproximation.None))),
        Row("BiasGelu", node => node.Apply(new Gelu(GeluApproximation.None), node.Input(0) + node.Input(1))),
        Row("FastGelu", node => node.Apply(
            new Gelu(GeluApproximation.Tanh), node.Optional(1) is { } bias ? node.Input(0) + bias : node.Input(0))),
        Row("QuickGelu", node => [node.Input(0) * (node.Input(0) * node.Attributes.Float("alpha", QuickSlope)).Sigmoid()]),
        Row("FusedMatMul", Product).Weights(Trained, Trained),
        Row("TransposeMatMul", Product).Weights(Trained, Trained),
        Row("FusedGemm", Gemm).Weights(Trained, Trained, Trained),
        Row("FusedConv", Convolution).Weights(None, Trained, Trained),
    ];

    /// <summary>A row of this domain.</summary>
    public static OperatorRow Row(string name, Func<OnnxNode, Tensor[]> read) => new(name, 1, read) { Domain = Domain };

    private static Tensor[] Product(OnnxNode node)
    {
        var a = node.Attributes;
        var (left, right) = (Turned(node.Input(0), "A"), Turned(node.Input(1), "B"));
        var alpha = a.Float("alpha", 1);
        return alpha == 1 ? node.Apply(new MatMul(), left, right) : [left.MatMul(right) * alpha];

        Tensor Turned(Tensor x, string name)
        {
            var (batch, matrix) = (a.Bool($"transBatch{name}", false, null), a.Bool($"trans{name}", false, null));

            // The first axis becomes that of the rows, and those of the batches move up.
            if (batch && x.Shape.Rank > 2) x = x.Transpose([.. Enumerable.Range(1, x.Shape.Rank - 2), 0, x.Shape.Rank - 1]);
            return matrix && x.Shape.Rank > 1 ? x.TransposeLast() : x;
        }
    }

    private static Tensor[] Gemm(OnnxNode node)
    {
        var a = node.Attributes;
        var product = new Gemm(
            a.Float("alpha", 1), a.Float("beta", 1), a.Bool("transA", false, null), a.Bool("transB", false, null));
        var (alpha, beta) = (a.OptionalFloat("activation_alpha"), a.OptionalFloat("activation_beta"));
        a.Ignore("activation_gamma");
        return [Activations.Apply(a.OptionalText("activation"), product.ApplyOne(node.Inputs), alpha, beta)];
    }

    private static Tensor[] Convolution(OnnxNode node)
    {
        var a = node.Attributes;
        var y = new Conv(WindowRows.Convolution(a, null)).ApplyOne(node.Input(0), node.Input(1), node.Optional(2));
        if (node.Optional(3) is { } added) y += added;
        float?[] constants = [.. (a.Floats("activation_params") ?? []).Select(p => (float?)p)];
        return [Activations.Apply(a.OptionalText("activation"), y, constants)];
    }
}
