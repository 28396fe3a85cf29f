using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Layers;
using Bantam.Training.Tests.Support;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Training.Tests.Layers;

public sealed class ModelTests
{
    [Fact]
    public void A_functional_model_branches_joins_and_shares_layers()
    {
        var x = Model.Input(Shape.Of(4), name: "x");
        var shared = new Dense(4, name: "shared");
        var once = shared.Apply(x);
        var twice = shared.Apply(new Activation(Tanh).Apply(once));
        var joined = new Concatenate().Apply(new Training.Layers.Add().Apply(once, twice), x);
        var model = new Model([x], [new Dense(2).Apply(joined), once]) { OutputNames = ["scores", "hidden"] };
        var graph = model.Trace(3);
        GraphVerifier.Verify(graph);
        Assert.Equal(["shared/kernel", "shared/bias", "dense/kernel", "dense/bias"], model.Variables.Select(v => v.Name));
        Assert.Equal(["scores: Float[3,2]", "hidden: Float[3,4]"], graph.Outputs.Select(o => o.ToString()));
        Assert.Contains(graph.Nodes, n => n.Name == "shared/MatMul");

        var input = TestTensors.Normal(1, 3, 4);
        var (kernel, bias) = (model.Variables.First().Value, model.Variables.ElementAt(1).Value);
        var hidden = input.MatMul(kernel) + bias;
        Assert.Equal(hidden.ToArray<float>(), new Compiled(graph).Run(input)["hidden"], (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void A_list_that_grows_after_a_layer_was_applied_to_it_changes_nothing()
    {
        var x = Model.Input(4);
        List<LayerOutput> features = [x];
        for (var i = 0; i < 3; i++) features.Add(new Dense(2).Apply(new Concatenate().Apply(features)));
        var model = new Model(x, new Concatenate().Apply(features));
        Assert.Equal("Float[batch,10]", ((Graph)model).Outputs[0].Type.ToString());
        Assert.Equal(["[4,2]", "[6,2]", "[8,2]"], model.Variables.Where(v => v.Type.Shape.Rank == 2).Select(v => v.Type.Shape.ToString()));
    }

    [Fact]
    public void A_model_is_a_layer_of_another()
    {
        var encoder = new Sequential("encoder", new Dense(3, activation: Relu), new Dense(2));
        var model = new Sequential(encoder, new Sequential(new Dense(5)), new Dense(1));
        model.Build(4);
        Assert.Equal(
            ["encoder/dense/kernel", "encoder/dense_1/kernel", "sequential/dense/kernel", "dense/kernel"],
            model.Variables.Select(v => v.Name).Where(n => n.EndsWith("kernel", StringComparison.Ordinal)));
        encoder.IsTrainable = false;
        Assert.Equal(["sequential/dense/kernel", "sequential/dense/bias", "dense/kernel", "dense/bias"], model.TrainableVariables.Select(
            v => v.Name));
    }

    [Fact]
    public void Two_layers_of_one_name_are_refused() =>
        Assert.Contains("two are named 'a'",
            Assert.Throws<ArgumentException>(() => new Sequential(new Dense(1, name: "a"), new Dense(1, name: "a")).Build(2)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void An_input_that_is_not_listed_is_refused()
    {
        var (x, y) = (Model.Input(Shape.Of(2), name: "x"), Model.Input(Shape.Of(2), name: "y"));
        Assert.Contains("'y' is not", Assert.Throws<ArgumentException>(() => new Model(x, new Training.Layers.Add().Apply(x, y))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_of_any_batch_is_had_from_a_built_model_only()
    {
        var model = new Sequential(new Flatten(), new Dense(3));
        Assert.Contains("call Build", Assert.Throws<InvalidOperationException>(() => (Graph)model).Message, StringComparison.Ordinal);
        model.Build(2, 2);
        Graph graph = model;
        GraphVerifier.VerifySavable(graph);
        Assert.Equal("Float[batch,3]", graph.Outputs[0].Type.ToString());
    }

    [Fact]
    public void A_graph_called_in_a_trace_takes_the_dimensions_that_it_is_given()
    {
        var model = new Sequential(new Dense(3));
        model.Build(2);
        Graph inner = model;
        var outer = Graph.Trace([("a", TensorType.Float(5, 2))], inputs => [("b", inner.Inline([inputs[0] * 2f])[0] + 1f)]);
        Assert.Equal("Float[5,3]", outer.Outputs[0].Type.ToString());
        Assert.Equal(inner.Variables, outer.Variables);
        var x = TestTensors.Normal(1, 5, 2);
        Assert.Equal(((x * 2f).MatMul(model.Variables.First().Value) + 1f).ToArray<float>(), new Compiled(outer).Run(x)["b"], (a, b) =>
            Math.Abs(a - b) < 1e-5);
        var error =
            Assert.Throws<ShapeException>(() => Graph.Trace([("a", TensorType.Float(5, 4))], inputs => [("b", inner.Inline(inputs)[0])]));
        Assert.Equal("input 'input' is Float[batch,2]; a Float[5,4] was given.", error.Message);
    }
}
