using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Operators.Activation;
using Bantam.Operators.Linear;
using Bantam.Tensors;

namespace Bantam.Tests.Graphs;

/// <summary>The verifier passes what tracing makes and names every fault of what is put together wrongly.</summary>
public sealed class GraphVerifierTests
{
    private static readonly TensorType Matrix = TensorType.Float(2, 3);

    [Fact]
    public void A_traced_graph_has_no_faults()
    {
        var weight = new Variable("w", new Tensor(TensorType.Float(3, 4)));
        var graph = Graph.Trace([("x", TensorType.Float("batch", 3))], inputs =>
        {
            var y = inputs[0].MatMul(weight).Relu();
            GraphBuilder.Current!.Update(weight, weight.Read() * 0.5f);
            return [("y", y), ("x again", inputs[0])];
        });
        graph.Verify();
        var error = Assert.Throws<GraphException>(() => GraphVerifier.VerifySavable(graph));
        Assert.Contains("this graph updates the variable", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_unique()
    {
        var x = new Value("x", Matrix);
        var (first, second) = (Apply("r", new Relu(), "y", x), Apply("r", new Relu(), "x", x));
        AssertFaults(
            new Graph([x], [first.Outputs[0], second.Outputs[0]], [first, second], []),
            "value names are unique; 'x' names 2 values.",
            "node names are unique; 'r' names 2 nodes.");
    }

    [Fact]
    public void Nodes_come_after_what_they_need()
    {
        var x = new Value("x", Matrix);
        var first = Apply("first", new Relu(), "a", x);
        var second = Apply("second", new Relu(), "b", first.Outputs[0]);
        AssertFaults(
            new Graph([x], [second.Outputs[0]], [second, first], []),
            "node 'second' (Relu): nodes come after what they need; nothing before it gives 'a'.");
        AssertFaults(new Graph([x], [second.Outputs[0]], [first], []), "output 'b': nothing gives it.");
    }

    [Fact]
    public void Types_are_those_of_the_operators_rules()
    {
        var x = new Value("x", Matrix);
        var node = Apply("r", new Relu(), "y", x);
        node.Outputs = [new Value("y", TensorType.Float(2, 4)) { Producer = node }];
        AssertFaults(
            new Graph([x], [node.Outputs[0]], [node], []),
            "node 'r' (Relu): its operator gives Float[2,3]; its output 'y' is Float[2,4].");

        var product = new Node("p", new MatMul(), [x, x]);
        product.Outputs = [new Value("z", Matrix) { Producer = product }];
        var error = Assert.Throws<GraphException>(new Graph([x], [product.Outputs[0]], [product], []).Verify);
        Assert.StartsWith("node 'p' (MatMul): the last axis of the left factor", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_are_updated_once_with_values_of_their_type()
    {
        var x = new Value("x", Matrix);
        var node = Apply("r", new Relu(), "y", x);
        var (other, same) = (new Variable("v", new Tensor(TensorType.Float(5))), new Variable("w", new Tensor(Matrix)));
        var graph = new Graph([x], [node.Outputs[0]], [node], [(other, node.Outputs[0]), (same, node.Outputs[0]), (same, node.Outputs[0])]);
        AssertFaults(
            graph,
            "variable 'v' is Float[5]; its new value 'y' is Float[2,3].",
            "variable 'w': a variable is updated once in a run; this one is 2 times.");
    }

    [Fact]
    public void Values_know_who_computes_them()
    {
        var x = new Value("x", Matrix);
        var node = Apply("r", new Relu(), "y", x);
        node.Outputs = [new Value("y", Matrix)];
        AssertFaults(
            new Graph([x], [node.Outputs[0]], [node], []),
            "node 'r' (Relu): its output 0 'y' says that it is computed elsewhere.");
    }

    [Fact]
    public void Three_equal_outputs_are_three_values_with_their_names()
    {
        var builder = new GraphBuilder { MergesEqualNodes = true };
        using (builder.Enter())
        {
            var y = builder.Input("x", Matrix).Relu();
            foreach (var name in (string[])["a", "b", "c"]) builder.Output(name, y);
        }

        var graph = builder.Build();
        graph.Verify();
        Assert.Equal(["a", "b", "c"], graph.Outputs.Select(o => o.Name));
    }

    private static Node Apply(string name, Operator op, string output, params Value[] inputs)
    {
        var node = new Node(name, op, inputs);
        var type = op.Infer(new OperatorInputs([.. inputs.Select(i => i.Type)], new Tensor?[inputs.Length]))[0];
        node.Outputs = [new Value(output, type) { Producer = node }];
        return node;
    }

    private static void AssertFaults(Graph graph, params string[] faults) =>
        Assert.Equal(faults, Assert.Throws<GraphException>(graph.Verify).Faults);
}
