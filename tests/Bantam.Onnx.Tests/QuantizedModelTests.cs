using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Operators.Convolution;
using Bantam.Operators.Linear;
using Bantam.Operators.Quantization;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests;

/// <summary>A model as quantizers write it: every tensor is quantized, and dequantized again where something reads it.</summary>
public sealed class QuantizedModelTests
{
    /// <summary>More bits of weights saturate in ONNX Runtime on processors without VNNI.</summary>
    private const int LargestWeight = 63;

    [Fact]
    public void Products_of_a_model_from_its_file_are_of_integers()
    {
        var prepared = Inference.Prepare(OnnxModel.Load(Models.Save(Model())).Graph);
        string[] products = ["Conv", "Gemm", "MatMul", "ConvInteger", "MatMulInteger"];
        Assert.Equal(["ConvInteger", "MatMulInteger"], prepared.Nodes.Select(n => n.Operator.Name).Where(products.Contains));
        Assert.Single(prepared.Nodes, n => n.Operator is DequantizeLinear);
    }

    [Fact]
    public void Onnx_runtime_computes_the_same_within_a_step()
    {
        var graph = Model();
        var input = new Dictionary<string, Tensor> { ["x"] = Tensor.Random(Shape.Of(2, 3, 8, 8), seed: 3, low: -1) };
        var expected = Ort.Run(Models.Save(graph), input)["y"].ToArray<float>();
        var actual = Executors.Cpu(Inference.Prepare(graph), input)["y"].ToArray<float>();
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - 0.0501f, pair.First + 0.0501f));
        Assert.True(expected.Distinct().Count() > 5);
    }

    private static Graph Model() => Graph.Trace([("x", TensorType.Float(2, 3, 8, 8))], inputs =>
    {
        var image = Steps(inputs[0], 1f / 127, 128);
        var convolution = new Conv(ConvolutionAttributes.Plain with { Pads = [1, 1, 1, 1], Strides = [2, 2] });
        var hidden = Steps(convolution.ApplyOne(image, Weights(8, 3, 3, 3), Tensor.Random(Shape.Of(8), 1)).Relu(), 0.03f, 0);
        var product = new Gemm(TransB: true).ApplyOne(hidden.Flatten(), Weights(5, 128), Tensor.Random(Shape.Of(5), 2));
        return [("y", Steps(product, 0.05f, 100))];
    });

    /// <summary>Numbers as those that bytes stand for.</summary>
    private static Tensor Steps(Tensor x, float scale, byte zero)
    {
        var quantized = new QuantizeLinear(new(0)).ApplyOne(x, Tensor.Scalar(scale), Tensor.Scalar(zero));
        return new DequantizeLinear(new(0)).ApplyOne(quantized, Tensor.Scalar(scale), Tensor.Scalar(zero));
    }

    /// <summary>Constants with a scale for each output channel.</summary>
    private static Tensor Weights(params int[] shape)
    {
        var numbers = Tensor.Random(Shape.Of(shape), 7, -LargestWeight, LargestWeight).Cast(ElementType.Int8);
        var (scales, zeros) = (Tensor.Random(Shape.Of(shape[0]), 8, 0.002f, 0.004f), Tensor.Zeros(Shape.Of(shape[0]), ElementType.Int8));
        return GraphBuilder.Current!.Add(new DequantizeLinear(new(0)), [numbers, scales, zeros])[0];
    }
}
