using Bantam.Graphs;
using Bantam.Operators.Convolution;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Lowering;

/// <summary>Graphs that run band by band, in sizes that bands do not divide.</summary>
internal static class BandNets
{
    /// <summary>Bytes of a cache so small that all of them are banded.</summary>
    public const int TinyCache = 1 << 10;

    /// <summary>The graphs by name; their output is y.</summary>
    public static IReadOnlyDictionary<string, Graph> All { get; } = new Dictionary<string, Graph>
    {
        ["attention"] = Attention(heads: 3, tokens: 71, width: 5),
        ["one head"] = Attention(heads: 1, tokens: 67, width: 4),
        ["one row a head"] = Trace(
            [("q", [9, 1, 6]), ("k", [9, 6, 70]), ("v", [9, 70, 5])], x => x[0].MatMul(x[1]).Softmax(-1).MatMul(x[2])),
        ["no heads"] = Trace([("q", [87, 6]), ("k", [6, 41]), ("v", [41, 3])], x => x[0].MatMul(x[1]).Softmax(-1).MatMul(x[2]) * 2),
        ["heads where projections left them"] = Heads(),
        ["masks"] = Masks(),
        ["keys of all heads"] = Trace(
            [("q", [2, 3, 36, 4]), ("k", [2, 1, 4, 33]), ("v", [2, 1, 33, 6])],
            x => x[0].MatMul(x[1]).Relu().Softmax(-1).MatMul(x[2]) + x[0].Slice([3], [0], [1])),
        ["one tensor for all"] = Trace(
            [("x", [2, 70, 6])], x => x[0].MatMul(x[0].TransposeLast()).Softmax(-1).MatMul(x[0]) + x[0]),
        ["separable"] = Separable(channels: 8, outputs: 6, side: 23, stride: 1, pad: 1),
        ["separable with a stride"] = Separable(channels: 8, outputs: 8, side: 33, stride: 2, pad: 1),
        ["separable on a batch"] = Separable(channels: 7, outputs: 5, side: 19, stride: 1, pad: 0, batch: 2),
        ["separable with a residual"] = Separable(channels: 8, outputs: 8, side: 21, stride: 1, pad: 1, isResidual: true),
    };

    /// <summary>softmax(q·kᵀ/√width)·v.</summary>
    public static Graph Attention(int heads, int tokens, int width) => Trace(
        [("q", [heads, tokens, width]), ("k", [heads, tokens, width]), ("v", [heads, tokens, width])],
        x => (x[0].MatMul(x[1].TransposeLast()) * (1 / MathF.Sqrt(width))).Softmax(-1).MatMul(x[2]));

    /// <summary>Random values for the inputs of a graph.</summary>
    public static IReadOnlyDictionary<string, Tensor> Values(Graph graph) =>
        graph.Inputs.ToDictionary(i => i.Name, i => Between(-1, 1, i.Type.Shape.Sizes, seed: i.Name[0]));

    private static Graph Heads()
    {
        const int Batch = 2, Tokens = 67, Heads = 3, Width = 8;
        int[] projected = [Batch, Tokens, Heads * Width];
        return Trace([("q", projected), ("k", projected), ("v", projected), ("mask", [Batch, 1, 1, Tokens])], x =>
        {
            Tensor[] heads = [.. x.Take(3).Select(t => t.Reshape(Batch, Tokens, Heads, Width).Transpose(0, 2, 1, 3))];
            var scores = (heads[0].MatMul(heads[1].TransposeLast()) * 0.3f) + x[3];
            return scores.Softmax(-1).MatMul(heads[2]).Transpose(0, 2, 1, 3).Reshape(projected);
        });
    }

    private static Graph Masks()
    {
        const int Tokens = 66;
        var (causal, bias) = (Numbers(Tokens, Tokens), Numbers(3, 1, Tokens));
        return Trace([("q", [2, 3, Tokens, 8]), ("k", [2, 3, 8, Tokens]), ("v", [2, 3, Tokens, 7]), ("m", [2, 1, Tokens, 1])], x =>
        {
            var scores = x[0].MatMul(x[1]) * 0.5f;
            scores = Tensor.Where(causal > 0, scores, -1e9f) + bias + x[3];
            return scores.Softmax(-1).MatMul(x[2]).Tanh();
        });
    }

    private static Graph Separable(int channels, int outputs, int side, int stride, int pad, int batch = 1, bool isResidual = false)
    {
        var depthwise = new ConvolutionAttributes([stride, stride], [pad, pad, pad, pad], [1, 1], channels);
        return Trace([("x", [batch, channels, side, side])], x =>
        {
            var between = new Conv(depthwise).ApplyOne(x[0], Numbers(channels, 1, 3, 3) * 0.1f, Numbers(channels)).Relu();
            var y = new Conv(ConvolutionAttributes.Plain).ApplyOne(between, Numbers(outputs, channels, 1, 1) * 0.1f, Numbers(outputs));
            return isResidual ? (y + x[0]).Tanh() : y;
        });
    }

    private static Graph Trace((string Name, int[] Sizes)[] inputs, Func<IReadOnlyList<Tensor>, Tensor> function) => Graph.Trace(
        [.. inputs.Select(i => (i.Name, TensorType.Float(Shape.Of(i.Sizes))))], x => [("y", function(x))]);
}
