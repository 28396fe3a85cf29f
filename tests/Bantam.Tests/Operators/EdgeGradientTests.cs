using Bantam.Autodiff;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators;
using Bantam.Operators.Control;
using Bantam.Operators.Loss;
using Bantam.Operators.Pooling;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators;

/// <summary>
/// Gradients where central differences do not exist: corners, ties, infinities, empty tensors. Reference and kernels agree.
/// </summary>
public sealed class EdgeGradientTests
{
    [Fact]
    public void The_norm_of_zeros_has_the_gradient_0() =>
        Check(x => x.ReduceL2([1]).ReduceSum(), Floats([0f, 0f, 3f, 4f], 2, 2), [0f, 0f, 0.6f, 0.8f]);

    [Fact]
    public void The_logarithm_of_no_sum_has_the_gradient_0() => Check(
        x => x.ReduceLogSumExp([1]).Slice([0], [1], [2]),
        Floats([float.NegativeInfinity, float.NegativeInfinity, 0f, 0f], 2, 2),
        [0f, 0f, 0.5f, 0.5f]);

    [Fact]
    public void Elements_that_are_equally_large_share_the_gradient()
    {
        Check(x => x.ReduceMax(), Vector(1f, 1f, 0f), [0.5f, 0.5f, 0f]);
        Check(x => x.ReduceMin([0]).ReduceSum(), Floats([1f, 2f, 1f, 3f], 2, 2), [0.5f, 1f, 0.5f, 0f]);
    }

    [Fact]
    public void A_label_that_is_no_class_adds_nothing_to_the_gradient()
    {
        Tensor labels = Of([0, 7]);
        var graph = Graph.Trace([("x", TensorType.Float(2, 2)), ("labels", labels.Type)], given =>
            [("g", Gradients.Of(new SoftmaxCrossEntropyLoss().ApplyOne(given), [given[0]])[0])]);
        var session = new Session(Planner.Plan(graph, CpuTargets.Best));
        labels.Span<int>().CopyTo(session.Input<int>("labels"));
        session.Run();
        Assert.Equal([-0.25f, 0.25f, 0f, 0f], session.Output<float>("g").ToArray());
    }

    [Fact]
    public void Empty_tensors_have_empty_gradients()
    {
        Check(x => x.Unsqueeze(0).ReduceSum(), Numbers(0, 3), []);
        Check(x => x.Reshape(Shape.Of(0, 5)).ReduceSum(), Numbers(2, 0), []);
        Check(x => x.MatMul(Numbers(0, 4)).ReduceSum(), Numbers(2, 3, 0), []);
    }

    [Fact]
    public void A_pool_over_no_axes_changes_nothing() => Check(
        x => (new GlobalAveragePool().ApplyOne(x) * Floats([1f, 2f, 3f, 4f], 2, 2)).ReduceSum(), Numbers(2, 2), [1f, 2f, 3f, 4f]);

    [Fact]
    public void A_sum_to_the_same_sizes_under_other_names_folds_nothing()
    {
        var graph = Graph.Trace([("x", TensorType.Float("batch"))], given => [("y", given[0].SumTo(new Shape("n")))]);
        Assert.Equal(new Shape("batch"), graph.Outputs[0].Type.Shape);
    }

    [Fact]
    public void A_loop_that_its_condition_ends_says_that_it_has_no_gradient()
    {
        var error = Assert.Throws<NotSupportedException>(() => Graph.Trace([("x", TensorType.Float())], given =>
        {
            var result = ControlFlow.Loop(Tensor.Scalar(5L), null, given, (_, _, states) => [states[0] < 3f, states[0] * 2f])[0];
            return [("g", Gradients.Of(result, given)[0])];
        }));
        Assert.Contains("nothing but a number of rounds ends it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_has_a_gradient_too_where_an_input_says_how_often_it_runs()
    {
        var graph = Graph.Trace([("x", TensorType.Float()), ("n", new TensorType(ElementType.Int64, Shape.Scalar))], given =>
        {
            var power = ControlFlow.Loop(given[1], null, [Tensor.Scalar(1f)], (_, goesOn, states) => [goesOn, states[0] * given[0]])[0];
            return [("y", power), ("g", Gradients.Of(power, [given[0]])[0])];
        });
        foreach (var (n, y, g) in ((long, float, float)[])[(5, 32, 80), (1, 2, 1), (0, 1, 0)])
        {
            var inputs = new Dictionary<string, Tensor> { ["x"] = Tensor.Scalar(2f), ["n"] = Tensor.Scalar(n) };
            foreach (var found in (IReadOnlyDictionary<string, Tensor>[])
                [ReferenceExecutor.Run(graph, inputs), new GraphRunner(graph).Run(inputs, TestContext.Current.CancellationToken)])
                Assert.Equal((y, g), (found["y"].Span<float>()[0], found["g"].Span<float>()[0]));
        }
    }

    private static void Check(Func<Tensor, Tensor> loss, Tensor x, float[] expected)
    {
        var graph = Graph.Trace([("x", x.Type)], given => [("g", Gradients.Of(loss(given[0]).ReduceSum(), given)[0])]);
        var given = new Dictionary<string, Tensor> { ["x"] = x };
        AssertClose(ReferenceExecutor.Run(graph, given)["g"].ToArray<float>());
        var session = new Session(Planner.Plan(graph, CpuTargets.Best));
        x.Span<float>().CopyTo(session.Input<float>("x"));
        session.Run();
        AssertClose(session.Output<float>("g").ToArray());

        void AssertClose(float[] actual)
        {
            Assert.Equal(expected.Length, actual.Length);
            for (var i = 0; i < actual.Length; i++) Assert.Equal(expected[i], actual[i], 1e-6);
        }
    }
}
