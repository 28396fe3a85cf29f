using Bantam.Graphs;
using Bantam.Operators.Convolution;
using Bantam.Operators.Linear;
using Bantam.Tensors;
using Bantam.Zoo;

namespace Bantam.Bench.Cases;

/// <summary>What networks of all kinds consist of, each alone: products, convolutions, attention, what is bound by memory.</summary>
internal static class CoreCases
{
    /// <summary>Products of two matrices; of two of them one factor is a vector.</summary>
    public static IReadOnlyList<BenchmarkCase> Products { get; } =
        [Gemm(512, 512, 512), Gemm(128, 128, 128), Gemm(1000, 1000, 1), Gemm(1, 1000, 1000)];

    /// <summary>Eight heads of attention over so many tokens that the scores of one fill a cache.</summary>
    public static BenchmarkCase LongAttention { get; } = Attention(8, 1024, 64);

    /// <summary>Products of eight pairs of matrices, and eight heads of attention over 128 tokens.</summary>
    public static IReadOnlyList<BenchmarkCase> Batched { get; } =
    [
        new("batched-8x64x128x64", [8L * 64 * 128 * 64])
        {
            Graph = () => Graph.Trace(
                [("a", TensorType.Float(8, 64, 128)), ("b", TensorType.Float(8, 128, 64))], inputs => [("c", inputs[0].MatMul(inputs[1]))]),
        },
        Attention(8, 128, 64),
    ];

    /// <summary>What mobile networks consist of: a convolution of each channel by itself, then one of single pixels.</summary>
    public static IReadOnlyList<BenchmarkCase> Separables { get; } = [Separable(256, 28), Separable(128, 56)];

    /// <summary>The last convolutions of ResNet-18: 512 channels on 7x7 pixels.</summary>
    public static BenchmarkCase Layer4 { get; } = Convolution("resnet18-layer4", 512, 7, 1);

    /// <summary>
    /// A product of bytes by constants, 512³, with a zero point on the left as quantized activations have it. The constants have 7 bits:
    /// beyond them sums of ONNX Runtime saturate on processors without VNNI.
    /// </summary>
    public static BenchmarkCase Bytes { get; } = new("int8-512", [512L * 512 * 512])
    {
        Graph = () =>
        {
            var weights = CaseData.Random(new Random(2), new TensorType(ElementType.Int8, Shape.Of(512, 512)));
            foreach (ref var weight in weights.Span<sbyte>()) weight >>= 1;
            return Graph.Trace([("a", new TensorType(ElementType.UInt8, Shape.Of(512, 512)))], inputs =>
                [("c", new MatMulInteger().ApplyOne(inputs[0], weights, Tensor.Scalar((byte)128)))]);
        },
    };

    /// <summary>What takes the time of memory rather than of arithmetic.</summary>
    public static IReadOnlyList<BenchmarkCase> Streams { get; } =
    [
        Rows("chain", 1024, x => ((x * 0.5f) + 1f).Relu() * x.Sigmoid()),
        Rows("softmax", 1000, x => x.Softmax()),
        Rows("layer-norm", 768, LayerNormalization),
    ];

    /// <summary>A real detector and a dense network, from their files.</summary>
    public static IReadOnlyList<BenchmarkCase> Files { get; } =
        [ModelCases.Detector, new("dense-8x256", []) { File = ModelFiles.Dense }];

    /// <summary>ResNet-50, from its file.</summary>
    public static BenchmarkCase ResNet50 { get; } = ModelCases.OfZoo(ModelZoo.ResNet50);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BenchmarkCase> All { get; } =
    [
        .. Products, .. Batched, LongAttention, .. Separables, Grouped(1), Grouped(8), Grouped(32), Grouped(64), Layer4, Bytes, .. Streams,
        .. Files, ResNet50,
    ];

    /// <summary>A convolution of 128 channels in groups.</summary>
    public static BenchmarkCase Grouped(int groups) => Convolution($"conv-{groups}-groups", 128, 28, groups);

    private static BenchmarkCase Gemm(int m, int k, int n) => new($"gemm-{m}x{k}x{n}", [(long)m * k * n])
    {
        Graph = () => ProductGraph.Of(m, k, n), IsProduct = true,
    };

    private static BenchmarkCase Convolution(string name, int channels, int side, int groups) =>
        new(name, [(long)side * side * channels * channels / groups * 9])
        {
            IsProduct = true,
            Graph = () =>
            {
                var weights = CaseData.Random(new Random(2), TensorType.Float(channels, channels / groups, 3, 3));
                var attributes = new ConvolutionAttributes([1, 1], [1, 1, 1, 1], [1, 1], groups);
                return Graph.Trace([("x", TensorType.Float(1, channels, side, side))], inputs =>
                    [("y", new Conv(attributes).ApplyOne(inputs[0], new Variable("w", weights).Read()))]);
            },
        };

    private static BenchmarkCase Separable(int channels, int side) =>
        new($"separable-{channels}x{side}", [(long)side * side * channels * 9, (long)side * side * channels * channels])
        {
            Graph = () =>
            {
                var window = new Variable("window", CaseData.Random(new Random(2), TensorType.Float(channels, 1, 3, 3)));
                var mix = new Variable("mix", CaseData.Random(new Random(3), TensorType.Float(channels, channels, 1, 1)));
                var depthwise = new ConvolutionAttributes([1, 1], [1, 1, 1, 1], [1, 1], channels);
                return Graph.Trace([("x", TensorType.Float(1, channels, side, side))], inputs =>
                {
                    var between = new Conv(depthwise).ApplyOne(inputs[0], window.Read()).Relu();
                    return [("y", new Conv(ConvolutionAttributes.Plain).ApplyOne(between, mix.Read()).Relu())];
                });
            },
        };

    private static BenchmarkCase Attention(int heads, int tokens, int width) =>
        new($"attention-{heads}x{tokens}x{width}", [2L * heads * tokens * tokens * width])
        {
            Graph = () =>
            {
                var type = TensorType.Float(heads, tokens, width);
                return Graph.Trace([("q", type), ("k", type), ("v", type)], inputs =>
                {
                    var scores = inputs[0].MatMul(inputs[1].Transpose(0, 2, 1)) * (1 / MathF.Sqrt(width));
                    return [("y", scores.Softmax().MatMul(inputs[2]))];
                });
            },
        };

    private static BenchmarkCase Rows(string name, int columns, Func<Tensor, Tensor> function) => new($"{name}-128x{columns}", [])
    {
        Graph = () => Graph.Trace([("x", TensorType.Float(128, columns))], inputs => [("y", function(inputs[0]))]),
    };

    private static Tensor LayerNormalization(Tensor x)
    {
        var centred = x - x.ReduceMean([1], keepDimensions: true);
        return centred / ((centred * centred).ReduceMean([1], keepDimensions: true) + 1e-5f).Sqrt();
    }
}
