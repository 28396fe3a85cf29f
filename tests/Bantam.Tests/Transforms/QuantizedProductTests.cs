using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators.Convolution;
using Bantam.Operators.Linear;
using Bantam.Operators.Quantization;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Transforms;

/// <summary>
/// Models of numbers that are quantized, dequantized for each product and quantized again: products of them are of integers.
/// </summary>
public sealed class QuantizedProductTests
{
    [Fact]
    public void A_product_by_constants_is_one_of_integers() => Check([9, 40], x =>
        Quantized(Dequantized(x).MatMul(Weights([40, 21], axis: 1)) + Between(-1, 1, [21])), "MatMulInteger Cast Mul Add QuantizeLinear");

    [Fact]
    public void A_gemm_by_transposed_constants_is_one_of_integers() => Check([9, 40], x =>
        Quantized(new Gemm(0.5f, 2, TransB: true).ApplyOne(Dequantized(x), Weights([21, 40], axis: 0), Between(-1, 1, [21]))),
        "MatMulInteger Cast Mul Mul Add QuantizeLinear");

    [Fact]
    public void A_convolution_with_a_bias_is_one_of_integers() => Check([2, 8, 7, 6], x =>
    {
        var attributes = ConvolutionAttributes.Plain with { Pads = [1, 1, 1, 1] };
        return Quantized(new Conv(attributes).ApplyOne(Dequantized(x), Weights([17, 8, 3, 3], axis: 0), Between(-1, 1, [17])).Relu());
    }, "ConvInteger Cast Mul Add Relu QuantizeLinear");

    [Fact]
    public void What_is_quantized_behind_a_product_is_computed_in_its_pass()
    {
        var graph = Inference.Prepare(Trace([9, 40], x => Quantized(Dequantized(x).MatMul(Weights([40, 21], axis: 1)))));
        var calls = Planner.Plan(graph, CpuTargets.Medium).Statements.OfType<KernelCall>().ToArray();
        Assert.Equal(2, calls.Length);
        Assert.StartsWith("gemm", calls[1].Kernel.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Convolutions_in_groups_stay()
    {
        var conv = new Conv(ConvolutionAttributes.Plain with { Group = 2 });
        Check([2, 8, 7, 6], x => conv.ApplyOne(Dequantized(x), Weights([6, 4, 3, 3], axis: 0)), "DequantizeLinear Conv");
    }

    [Fact]
    public void Products_of_what_is_computed_stay() => Check([9, 9], x =>
        Dequantized(x).MatMul(Dequantized(x)), "DequantizeLinear MatMul");

    [Fact]
    public void Products_by_constants_with_a_scale_a_row_stay() => Check([9, 40], x =>
        Dequantized(x).MatMul(Weights([40, 21], axis: 0)), "DequantizeLinear MatMul");

    [Fact]
    public void Products_whose_sums_might_leave_Int32_stay() => Check([1, 33100], x =>
        Dequantized(x).MatMul(Weights([33100, 2], axis: 1)), "DequantizeLinear MatMul");

    private static Tensor Dequantized(Tensor x) =>
        new DequantizeLinear(default).ApplyOne(x, Tensor.Scalar(0.02f), Tensor.Scalar((byte)120));

    private static Tensor Quantized(Tensor y) => new QuantizeLinear(default).ApplyOne(y, Tensor.Scalar(0.5f), Tensor.Scalar((byte)90));

    /// <summary>Constants with a scale and a zero point for each place of an axis, dequantized in the graph.</summary>
    private static Tensor Weights(int[] shape, int axis)
    {
        var (numbers, zero) = (Integers(ElementType.Int8, -128, 128, shape), Integers(ElementType.Int8, -3, 4, shape[axis]));
        return GraphBuilder.Current!.Add(new DequantizeLinear(new(axis)), [numbers, Between(0.01, 0.02, [shape[axis]]), zero])[0];
    }

    private static Graph Trace(int[] shape, Func<Tensor, Tensor> function) =>
        Graph.Trace([("x", new TensorType(ElementType.UInt8, Shape.Of(shape)))], inputs => [("y", function(inputs[0]))]);

    /// <summary>
    /// That these operators are left, and that bytes are no more than a step and floats no more than rounding off what the model says.
    /// </summary>
    private static void Check(int[] shape, Func<Tensor, Tensor> function, string left)
    {
        var graph = Trace(shape, function);
        var prepared = Inference.Prepare(graph);
        Assert.Equal(left, string.Join(' ', prepared.Nodes.Select(n => n.Operator.Name)));
        prepared.Verify();
        var input = Integers(ElementType.UInt8, 0, 256, shape);
        var expected = ReferenceExecutor.Run(graph, new Dictionary<string, Tensor> { ["x"] = input })["y"].ToDoubles();
        foreach (var target in CpuTargets.All.Append(CpuTargets.Wide with { HasDot = true }))
        {
            var session = new Session(Planner.Plan(prepared, target));
            input.Bytes.CopyTo(session.InputBytes("x"));
            session.Run();
            var found = new Tensor(prepared.Outputs[0].Type);
            session.OutputBytes("y").CopyTo(found.Bytes);
            Assert.All(expected.Zip(found.ToDoubles()), pair =>
                Assert.Equal(pair.First, pair.Second, found.Element.IsInteger() ? 1 : 1e-5 * Math.Max(10, Math.Abs(pair.First))));
            Assert.True(expected.Distinct().Count() > 1);
        }
    }
}
