using Bantam.Autodiff;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Operators;
using Bantam.Operators.Convolution;
using Bantam.Operators.Normalization;
using Bantam.Operators.Pooling;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Tests.Lowering;

/// <summary>
/// Convolutions, pooling and normalization as plans: forward and gradients agree with the reference, and all widths with each other
/// bit for bit.
/// </summary>
public sealed class ImageOperatorTests
{
    private const double Tolerance = 2e-4;

    /// <summary>Batch, channels, height, width, output channels, kernel, strides, pads, dilations, groups.</summary>
    public static TheoryData<int[], int, int[], int[], int[], int[], int> Convolutions() => new()
    {
        { [2, 1, 9, 7], 5, [3, 3], [1, 1], [0, 0, 0, 0], [1, 1], 1 },
        { [1, 3, 8, 8], 17, [3, 3], [1, 1], [1, 1, 1, 1], [1, 1], 1 },
        { [2, 4, 11, 10], 6, [5, 3], [2, 2], [2, 1, 2, 1], [1, 1], 1 },
        { [1, 2, 13, 13], 3, [3, 3], [1, 1], [2, 2, 2, 2], [2, 2], 1 },
        { [2, 6, 7, 9], 4, [1, 1], [1, 1], [0, 0, 0, 0], [1, 1], 1 },
        { [1, 5, 9, 9], 7, [1, 1], [2, 2], [0, 0, 0, 0], [1, 1], 1 },
        { [2, 20, 9, 8], 20, [3, 3], [1, 1], [1, 1, 1, 1], [1, 1], 20 },
        { [1, 7, 10, 10], 7, [3, 3], [2, 2], [0, 1, 1, 0], [1, 1], 7 },
        { [2, 6, 8, 8], 9, [3, 3], [1, 1], [1, 1, 1, 1], [1, 1], 3 },
        { [3, 4, 30, 30], 8, [3, 3], [1, 2], [0, 1, 2, 3], [1, 1], 1 },
    };

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void Convolutions_and_their_gradients_agree_with_the_reference(int[] image, int outputs, int[] kernel, int[] strides, int[] pads, int[] dilations, int group)
    {
        var attributes = new ConvolutionAttributes([.. strides], [.. pads], [.. dilations], group);
        var weights = Tensors.Random([outputs, image[1] / group, kernel[0], kernel[1]], 2);
        var bias = Tensors.Random([outputs], 3);
        Check(image, [weights, bias], (x, v) => new Conv(attributes).ApplyOne(x, v[0], v[1]));
    }

    public static TheoryData<int[], int[], int[], int[], bool, bool> Pools()
    {
        var data = new TheoryData<int[], int[], int[], int[], bool, bool>();
        foreach (var isMaximum in (bool[])[true, false])
        {
            data.Add([2, 3, 8, 8], [2, 2], [2, 2], [0, 0, 0, 0], false, isMaximum);
            data.Add([1, 17, 9, 7], [3, 3], [2, 2], [1, 1, 1, 1], false, isMaximum);
            data.Add([2, 5, 14, 14], [3, 3], [3, 3], [0, 0, 0, 0], false, isMaximum);
            data.Add([1, 4, 7, 8], [2, 3], [1, 1], [0, 0, 0, 0], false, isMaximum);
            data.Add([1, 4, 7, 8], [2, 3], [2, 2], [0, 1, 0, 1], true, isMaximum);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public void Pooling_and_its_gradient_agree_with_the_reference(int[] image, int[] kernel, int[] strides, int[] pads, bool ceil, bool isMaximum)
    {
        var attributes = new PoolAttributes([.. kernel], [.. strides], [.. pads], ceil);
        Operator op = isMaximum ? new MaxPool(attributes) : new AveragePool(attributes);
        Check(image, [], (x, _) => op.ApplyOne(x));
        if (!isMaximum) Check(image, [], (x, _) => new AveragePool(attributes, CountIncludePad: true).ApplyOne(x));
    }

    [Fact]
    public void Global_average_pooling_agrees_with_the_reference() => Check([2, 19, 5, 6], [], (x, _) => new GlobalAveragePool().ApplyOne(x));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Batch_normalization_agrees_with_the_reference(bool training)
    {
        Tensor[] variables = [Tensors.Random([18], 1), Tensors.Random([18], 2), Tensors.Random([18], 3), Tensors.Random([18], 4, low: 0.5f)];
        Check([4, 18, 5, 3], variables, (x, v) => new BatchNormalization(1e-3f, 0.9f, training).Apply(x, v[0], v[1], v[2], v[3])[0]);
    }

    [Fact]
    public void A_small_convolutional_network_agrees_with_the_reference()
    {
        Tensor[] variables = [Tensors.Random([6, 1, 3, 3], 1), Tensors.Random([6], 2), Tensors.Random([4, 6, 3, 3], 3), Tensors.Random([5 * 5 * 4, 3], 4)];
        Check([2, 1, 14, 14], variables, (x, v) =>
        {
            x = new Conv(ConvolutionAttributes.Plain).ApplyOne(x, v[0], v[1]).Relu();
            x = new Conv(ConvolutionAttributes.Plain).ApplyOne(x, v[2]).Tanh();
            x = new MaxPool(new PoolAttributes([2, 2], [2, 2], [0, 0, 0, 0])).ApplyOne(x);
            return x.Transpose(0, 2, 3, 1).Flatten().MatMul(v[3]).Softmax();
        });
    }

    private static void Check(int[] image, Tensor[] variables, Func<Tensor, IReadOnlyList<Tensor>, Tensor> forward)
    {
        var state = variables.Select((value, i) => new Variable($"v{i}", value)).ToArray();
        var x = Tensors.Random(image, 1);
        var graph = Graph.Trace([("x", x.Type)], inputs =>
        {
            Tensor[] parameters = [.. state.Select(s => s.Read())];
            var y = forward(inputs[0], parameters);
            var loss = (y * Tensors.Random(y.Shape.Sizes, 9)).ReduceSum();
            var gradients = Gradients.Of(loss, [inputs[0], .. parameters]);
            return [("y", y), .. gradients.Select((g, i) => ($"g{i}", g))];
        });
        var expected = ReferenceExecutor.Run(graph, new Dictionary<string, Tensor> { ["x"] = x });
        Dictionary<string, byte[]>? first = null;
        foreach (var target in CpuTargets.All)
        {
            var actual = Run(graph, target, x);
            foreach (var (name, tensor) in expected)
            {
                Tensors.AssertClose(tensor.Span<float>(), actual[name], Tolerance, $"{name} on {target.Name}");
                if (first is not null) Assert.True(first[name].AsSpan().SequenceEqual(actual[name]), $"{name} on {target.Name} has other bits than on {CpuTargets.All[0].Name}.");
            }

            first ??= actual;
        }
    }

    private static Dictionary<string, byte[]> Run(Graph graph, Target target, Tensor x)
    {
        var session = new Session(Planner.Plan(graph, target));
        Assert.Empty(session.Plan.HostCalls);
        x.Span<float>().CopyTo(session.Input<float>("x"));
        session.Run();
        return graph.Outputs.ToDictionary(o => o.Name, o => System.Runtime.InteropServices.MemoryMarshal.AsBytes(session.Output<float>(o.Name)).ToArray());
    }
}
