using Bantam.Autodiff;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Tests.Autodiff;

/// <summary>Functions with gradients of their callers, at once and in graphs.</summary>
public sealed class CustomGradientTests
{
    [Fact]
    public void A_rounding_lets_gradients_through()
    {
        var x = Tensor.From([0.4f, 1.6f]);
        var recording = Gradients.Record(() => (StraightThrough(x) * 3f).ReduceSum());
        Assert.Equal(6f, recording.Result.Span<float>()[0]);
        Assert.Equal([3f, 3f], recording.GradientsOf(x)[0].ToArray<float>());
    }

    [Fact]
    public void So_it_does_in_a_compiled_graph_of_any_batch()
    {
        var graph = Graph.Trace([("x", new TensorType(ElementType.Float, new Shape(["batch"])))], given =>
        {
            var loss = (StraightThrough(given[0]) * 3f).ReduceSum();
            return [("loss", loss), ("dx", Gradients.Of(loss, [given[0]])[0])];
        });
        var outputs = new GraphRunner(graph).Run(
            new Dictionary<string, Tensor> { ["x"] = Tensor.From([0.4f, 1.6f, 2.6f]) }, TestContext.Current.CancellationToken);
        Assert.Equal(15f, outputs["loss"].Span<float>()[0]);
        Assert.Equal([3f, 3f, 3f], outputs["dx"].ToArray<float>());
    }

    [Fact]
    public void Functions_may_take_and_give_several_tensors()
    {
        var (x, y) = (Tensor.From([1f, 2f]), Tensor.From([3f, 4f]));
        var recording = Gradients.Record(() =>
        {
            var both = Gradients.Custom(
                given => [given[0] * given[1], given[0] + given[1]],
                context => [context.OutputGradients[0], context.OutputGradients[1]! * context.Inputs[1]!], x, y);
            return (both[0] + (both[1] * 2f)).ReduceSum();
        });
        var gradients = recording.GradientsOf(x, y);
        Assert.Equal([1f, 1f], gradients[0].ToArray<float>());
        Assert.Equal([6f, 8f], gradients[1].ToArray<float>());
    }

    [Fact]
    public void No_gradient_flows_through_what_is_stopped()
    {
        var x = Tensor.From([2f, 3f]);
        var recording = Gradients.Record(() => (Gradients.Stop(x) * x).ReduceSum());
        Assert.Equal([2f, 3f], recording.GradientsOf(x)[0].ToArray<float>());
    }

    [Fact]
    public void A_gradient_of_another_shape_is_refused()
    {
        var x = Tensor.From([2f, 3f]);
        var recording = Gradients.Record(() => Gradients.Custom(v => v * 2f, (_, g) => g.ReduceSum(), x).ReduceSum());
        var error = Assert.Throws<ShapeException>(() => recording.GradientsOf(x));
        Assert.Contains("must be Float[2]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_are_given_as_inputs()
    {
        var w = new Variable("w", Tensor.From([1f]));
        var error = Assert.Throws<ShapeException>(() => Graph.Trace(
            [("x", TensorType.Float(1))], given => [("y", Gradients.Custom(v => v * w, (_, g) => g, given[0]))]));
        Assert.Contains("'w'; make it one of the inputs", error.Message, StringComparison.Ordinal);
    }

    private static Tensor StraightThrough(Tensor x) => Gradients.Custom(v => v.Round(), (_, gradient) => gradient, x);
}
