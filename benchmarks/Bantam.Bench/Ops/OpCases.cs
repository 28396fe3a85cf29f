using Bantam.Bench.Cases;
using Bantam.Graphs;
using Bantam.Operators.Convolution;
using Bantam.Operators.Pooling;
using Bantam.Tensors;

namespace Bantam.Bench.Ops;

/// <summary>The kernels that take the time of the suites' networks, and a few around them.</summary>
internal static class OpCases
{
    private const int Float = sizeof(float);

    /// <summary>All of them. Graphs are traced when they are asked for.</summary>
    public static IEnumerable<OpCase> All() =>
    [
        Gemm(64, 784, 64), Gemm(64, 784, 256), Gemm(64, 64, 64), Gemm(64, 128, 128), Gemm(64, 256, 256), Gemm(64, 256, 10),
        Gemm(512, 512, 512), Gemm(1, 784, 256),
        WeightGradient(784, 64, 64), WeightGradient(784, 64, 256), WeightGradient(256, 64, 256),
        Conv(28, 1, 32, 3, 0), Conv(26, 32, 64, 3, 0), Conv(28, 1, 8, 5, 2), Conv(14, 8, 16, 5, 2),
        ConvWeightGradient(28, 1, 32, 3, 0), ConvWeightGradient(26, 32, 64, 3, 0), ConvWeightGradient(28, 1, 8, 5, 2), ConvWeightGradient(
        14, 8, 16, 5, 2),
        Elementwise("relu", 64 * 256, x => x.Relu()), Elementwise("relu", 1 << 20, x => x.Relu()),
        Elementwise("exp", 64 * 256, x => x.Exp()), Elementwise("tanh", 64 * 256, x => x.Tanh()),
        Rows("softmax", 64, 10, x => x.Softmax()), Rows("softmax", 64, 1000, x => x.Softmax()),
        Reduced("sum-rows", 64, 256, x => x.ReduceSum([1]), 64), Reduced("sum-columns", 64, 256, x => x.ReduceSum([0]), 256),
        Rows("transpose", 256, 256, x => x.Transpose(1, 0)), Rows("transpose", 1024, 1024, x => x.Transpose(1, 0)),
        Pool(24, 64),
    ];

    private static OpCase Gemm(int m, int k, int n) => new($"gemm {m}x{k}x{n}", ProductGraph.Of(m, k, n), (long)m * k * n, 0);

    /// <summary>A product whose left factor is read by columns.</summary>
    private static OpCase WeightGradient(int m, int k, int n) => new(
        $"gemm-transposed {m}x{k}x{n}",
        Graph.Trace([("x", TensorType.Float(k, m)), ("dy", TensorType.Float(k, n))], inputs =>
        [("dw", inputs[0].Transpose(1, 0).MatMul(inputs[1]))]),
        (long)m * k * n, 0);

    private static OpCase Conv(int side, int channels, int filters, int kernel, int pad)
    {
        var attributes = ConvolutionAttributes.Plain with { Pads = [pad, pad, pad, pad] };
        var weights = new Variable("w", new Tensor(TensorType.Float(filters, channels, kernel, kernel)));
        var graph = Graph.Trace([("x", TensorType.Float(BenchmarkCase.UsualBatch, side, side, channels))], inputs =>
            [("y", ChannelsLast(new Conv(attributes).ApplyOne(ChannelsFirst(inputs[0]), weights.Read())))]);
        return new OpCase(
            $"conv {side}x{side}x{channels}-{filters} {kernel}x{kernel}", graph, ConvWork(side, channels, filters, kernel, pad), 0);
    }

    private static OpCase ConvWeightGradient(int side, int channels, int filters, int kernel, int pad)
    {
        var attributes = ConvolutionAttributes.Plain with { Pads = [pad, pad, pad, pad] };
        var output = side + (2 * pad) - kernel + 1;
        (string, TensorType)[] inputs =
            [("x", TensorType.Float(BenchmarkCase.UsualBatch, side, side, channels)), ("dy",
            TensorType.Float(BenchmarkCase.UsualBatch, output, output, filters))];
        var graph = Graph.Trace([.. inputs], given =>
            [("dw", new ConvWeightGradient(attributes, [kernel, kernel]).ApplyOne(ChannelsFirst(given[0]), ChannelsFirst(given[1])))]);
        return new OpCase(
            $"conv-dw {side}x{side}x{channels}-{filters} {kernel}x{kernel}", graph, ConvWork(side, channels, filters, kernel, pad), 0);
    }

    private static long ConvWork(int side, int channels, int filters, int kernel, int pad)
    {
        var output = side + (2 * pad) - kernel + 1;
        return (long)BenchmarkCase.UsualBatch * output * output * channels * filters * kernel * kernel;
    }

    private static OpCase Elementwise(string name, int count, Func<Tensor, Tensor> function) =>
        new($"{name} {count}", Graph.Trace([("x", TensorType.Float(count))], inputs => [("y", function(inputs[0]))]), 0,
            2L * count * Float);

    private static OpCase Rows(string name, int rows, int columns, Func<Tensor, Tensor> function) =>
        Reduced(name, rows, columns, function, rows * columns);

    private static OpCase Reduced(string name, int rows, int columns, Func<Tensor, Tensor> function, int outputs) => new(
        $"{name} {rows}x{columns}", Graph.Trace([("x", TensorType.Float(rows, columns))], inputs => [("y", function(inputs[0]))]),
        0, (((long)rows * columns) + outputs) * Float);

    private static OpCase Pool(int side, int channels)
    {
        var graph = Graph.Trace([("x", TensorType.Float(BenchmarkCase.UsualBatch, side, side, channels))], inputs =>
            [("y", ChannelsLast(new MaxPool(new([2, 2], [2, 2], [0, 0, 0, 0])).ApplyOne(ChannelsFirst(inputs[0]))))]);
        return new OpCase(
            $"max-pool {side}x{side}x{channels}", graph, 0, (long)BenchmarkCase.UsualBatch * side * side * channels * Float * 5 / 4);
    }

    private static Tensor ChannelsFirst(Tensor x) => x.Transpose(0, 3, 1, 2);

    private static Tensor ChannelsLast(Tensor x) => x.Transpose(0, 2, 3, 1);
}
