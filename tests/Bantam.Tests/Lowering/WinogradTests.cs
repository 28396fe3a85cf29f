using Bantam.Autodiff;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Operators.Convolution;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Tests.Operators;

namespace Bantam.Tests.Lowering;

/// <summary>
/// Convolutions by Winograd's algorithm: what they compute, where they are chosen, and that all targets and batches have the same bits.
/// </summary>
public sealed class WinogradTests
{
    private const double Tolerance = 1e-5;

    /// <summary>Height, width, channels, outputs, batch. The sizes leave remainders of tiles and of vectors.</summary>
    public static TheoryData<int, int, int, int, int> Images => new()
    {
        { 24, 24, 16, 20, 1 }, { 21, 23, 17, 16, 2 }, { 11, 12, 16, 33, 1 }, { 13, 14, 19, 18, 2 },
    };

    [Theory]
    [MemberData(nameof(Images))]
    public void It_computes_what_the_reference_does_and_the_same_bits_on_every_target(
        int height, int width, int channels, int outputs, int batch)
    {
        var graph = Net(height, width, channels, outputs, batch);
        var x = CaseTensors.Between(-1, 1, graph.Inputs[0].Type.Shape.Sizes, seed: 5);
        var given = new Dictionary<string, Tensor> { ["x"] = x };
        var expected = ReferenceExecutor.Run(graph, given);
        AssertSame(expected, graph, x, plan => Assert.Equal(2, Count(plan, "winograd-output")));
    }

    [Fact]
    public void No_step_reads_or_writes_beyond_its_tensors()
    {
        var graph = Net(11, 12, 16, 17, 1);
        var given = new Dictionary<string, Tensor> { ["x"] = CaseTensors.Between(-1, 1, graph.Inputs[0].Type.Shape.Sizes, seed: 5) };
        var expected = ReferenceExecutor.Run(graph, given);
        foreach (var target in CpuTargets.All)
        {
            var actual = PlanInterpreter.Run(Planner.Plan(graph, target), given);
            foreach (var (name, tensor) in expected) Tensors.AssertClose(tensor.Span<float>(), actual[name], Tolerance, target.Name);
        }
    }

    [Fact]
    public void An_image_has_the_same_bits_in_every_batch()
    {
        var graph = Net(13, 14, 16, 16, "batch");
        var image = CaseTensors.Between(-1, 1, [3, 16, 13, 14], seed: 5);
        var runner = new GraphRunner(graph);
        var together = Run(image);
        for (var i = 0; i < 3; i++)
            Assert.Equal(Image(together, i).Bytes.ToArray(), Run(Image(image, i)).Bytes.ToArray());

        static Tensor Image(Tensor all, int i) => all.Slice([0], [i], [i + 1], null);

        Tensor Run(Tensor x) => runner.Run(new Dictionary<string, Tensor> { ["x"] = x })["y"];
    }

    [Theory]
    [InlineData(13, 13, 16, 15, 1, 1)]
    [InlineData(13, 13, 15, 16, 1, 1)]
    [InlineData(7, 7, 16, 16, 1, 1)]
    [InlineData(24, 24, 16, 16, 2, 1)]
    [InlineData(24, 24, 16, 16, 1, 2)]
    public void Patches_are_multiplied_where_that_is_as_fast(int height, int width, int channels, int outputs, int stride, int dilation)
    {
        var attributes = new ConvolutionAttributes([stride, stride], [1, 1, 1, 1], [dilation, dilation], 1);
        var plan = Planner.Plan(Graph.Trace([("x", TensorType.Float(1, channels, height, width))], given =>
            [("y", new Conv(attributes).ApplyOne(given[0], Weights(outputs, channels, 1)))]), CpuTargets.Best);
        Assert.DoesNotContain(plan.Calls, c => c.Kernel.Name.StartsWith("winograd", StringComparison.Ordinal));
    }

    [Fact]
    public void A_target_without_it_multiplies_patches()
    {
        var plan = Planner.Plan(Net(24, 24, 16, 16, 1), CpuTargets.Best with { UsesWinograd = false });
        Assert.DoesNotContain(plan.Calls, c => c.Kernel.Name.StartsWith("winograd", StringComparison.Ordinal));
    }

    /// <summary>Height, width, channels, outputs, images. Few images, and as many as make the algorithm worth it.</summary>
    public static TheoryData<int, int, int, int, int> Batches => new()
    {
        { 24, 24, 16, 20, 1 }, { 7, 9, 17, 16, 9 }, { 8, 8, 16, 16, 9 }, { 5, 6, 16, 33, 7 },
    };

    [Theory]
    [MemberData(nameof(Batches))]
    public void A_training_step_computes_what_the_reference_does_and_the_same_bits_on_every_target(
        int height, int width, int channels, int outputs, int images)
    {
        var x = CaseTensors.Between(-1, 1, [images, channels, height, width], seed: 5);
        var given = new Dictionary<string, Tensor> { ["x"] = x };
        var expected = ReferenceExecutor.Run(Step(height, width, channels, outputs, images), given);
        var graph = Step(height, width, channels, outputs, images);
        AssertSame(expected, graph, x, plan =>
        {
            Assert.Equal(3, Count(plan, "winograd-output"));
            Assert.Equal(2, Count(plan, "winograd-weight-sums"));
            Assert.Equal(3, Count(plan, "winograd-factor"));
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Bands_of_images_change_no_bit(int threads)
    {
        var x = CaseTensors.Between(-1, 1, [7, 16, 9, 10], seed: 5);
        var graph = Step(9, 10, 16, 20, 7);
        var whole = Planner.Plan(graph, CpuTargets.Best);
        var banded = Planner.Plan(graph, CpuTargets.Best with { L2Bytes = BandNets.TinyCache });
        Assert.DoesNotContain(whole.All, s => s is Bands);
        Assert.Equal(3, banded.All.Count(s => s is Bands { Count: 7 }));
        Assert.Equal(Run(whole, x, 1), Run(banded, x, threads));
    }

    [Fact]
    public void No_part_of_a_training_step_reads_or_writes_beyond_its_tensors()
    {
        var given = new Dictionary<string, Tensor> { ["x"] = CaseTensors.Between(-1, 1, [6, 16, 7, 9], seed: 5) };
        var expected = ReferenceExecutor.Run(Step(7, 9, 16, 17, 6), given);
        var graph = Step(7, 9, 16, 17, 6);
        foreach (var target in CpuTargets.All)
        {
            var actual = PlanInterpreter.Run(Planner.Plan(graph, target), given);
            foreach (var (name, tensor) in expected) Tensors.AssertClose(tensor.Span<float>(), actual[name], Tolerance, target.Name);
        }
    }

    [Fact]
    public void Weights_have_the_same_bits_transformed_by_a_plan_and_before_it()
    {
        var given = new Dictionary<string, Tensor> { ["x"] = CaseTensors.Between(-1, 1, [1, 16, 24, 24], seed: 5) };
        var weights = Weights(16, 16, 1);
        var variable = new Variable("w", weights);
        Assert.Equal(Result(x => new Conv(ConvolutionAttributes.Plain).ApplyOne(x, weights)),
            Result(x => new Conv(ConvolutionAttributes.Plain).ApplyOne(x, variable.Read())));

        byte[] Result(Func<Tensor, Tensor> net)
        {
            var graph = Graph.Trace([("x", TensorType.Float(1, 16, 24, 24))], x => [("y", net(x[0]))]);
            var plan = Planner.Plan(graph, CpuTargets.Best);
            Assert.Contains(plan.Calls, c => c.Kernel.Name == "winograd-output");
            var session = new Session(plan);
            given["x"].Bytes.CopyTo(session.InputBytes("x"));
            session.Run();
            return session.OutputBytes("y").ToArray();
        }
    }

    /// <summary>
    /// A step of gradient descent on two convolutions, of the gradient of whose image one is computed. Gives the weights' gradients.
    /// </summary>
    private static Graph Step(int height, int width, int channels, int outputs, int images)
    {
        var padded = new ConvolutionAttributes([1, 1], [1, 1, 1, 1], [1, 1], 1);
        Variable[] weights = [new("first", Weights(outputs, channels, 1)), new("second", Weights(channels, outputs, 2))];
        return Graph.Trace([("x", TensorType.Float(images, channels, height, width))], given =>
        {
            var between = new Conv(padded).ApplyOne(given[0], weights[0].Read()).Relu();
            var y = new Conv(padded).ApplyOne(between, weights[1].Read()) + given[0];
            var gradients = Gradients.Of((y * y).ReduceMean(), [.. weights.Select(weight => weight.Read())]);
            foreach (var (weight, gradient) in weights.Zip(gradients))
                GraphBuilder.Current!.Update(weight, weight - (gradient * 0.1f));
            return [.. gradients.Select((gradient, i) => ($"gradient{i}", gradient))];
        });
    }

    /// <summary>Two convolutions, the second with what was before the first added; both have an activation.</summary>
    private static Graph Net(int height, int width, int channels, int outputs, Dimension batch)
    {
        var padded = new ConvolutionAttributes([1, 1], [1, 1, 1, 1], [1, 1], 1);
        return Graph.Trace([("x", new TensorType(ElementType.Float, new Shape(batch, channels, height, width)))], given =>
        {
            var bias = CaseTensors.Between(-1, 1, [outputs], seed: 3);
            var between = new Conv(padded).ApplyOne(given[0], Weights(outputs, channels, 1), bias).Relu();
            var y = new Conv(padded).ApplyOne(between, Weights(channels, outputs, 2)) + given[0];
            return [("y", y.Tanh())];
        });
    }

    private static int Count(Plan plan, string kernel) => plan.Calls.Count(c => c.Kernel.Name == kernel);

    /// <summary>Holds all targets that fuse as the first one does against the reference, and bit for bit against the first.</summary>
    private static void AssertSame(IReadOnlyDictionary<string, Tensor> expected, Graph graph, Tensor x, Action<Plan> inspect)
    {
        Dictionary<string, byte[]>? first = null;
        foreach (var target in CpuTargets.All.Where(t => t.Fused == CpuTargets.All[0].Fused))
        {
            var plan = Planner.Plan(graph, target);
            inspect(plan);
            var actual = Run(plan, x, threads: target.Lanes > 1 ? 2 : 1);
            foreach (var (name, tensor) in expected)
            {
                Tensors.AssertClose(tensor.Span<float>(), actual[name], Tolerance, $"{name} on {target.Name}");
                if (first is null) continue;
                Assert.True(first[name].AsSpan().SequenceEqual(actual[name]), $"{name} has other bits on {target.Name}.");
            }

            first ??= actual;
        }
    }

    private static Tensor Weights(int outputs, int inputs, int seed)
    {
        var scale = 1 / MathF.Sqrt(9 * inputs);
        return CaseTensors.Between(-scale, scale, [outputs, inputs, 3, 3], seed);
    }

    private static Dictionary<string, byte[]> Run(Plan plan, Tensor x, int threads)
    {
        var session = new Session(plan, threads: threads);
        x.Bytes.CopyTo(session.InputBytes("x"));
        session.Run();
        return plan.Outputs.Keys.ToDictionary(name => name, name => session.OutputBytes(name).ToArray());
    }
}
