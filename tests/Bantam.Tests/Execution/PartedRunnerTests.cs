using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators.Comparison;
using Bantam.Operators.Control;
using Bantam.Operators.Movement;
using Bantam.Operators.Sequences;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Tests.Operators;
using Bantam.Transforms;

namespace Bantam.Tests.Execution;

/// <summary>Graphs in which only a run shows some sizes: what lies before and after those nodes is compiled.</summary>
public sealed class PartedRunnerTests
{
    private const int Width = 24;

    [Fact]
    public void A_graph_is_parted_at_nodes_that_show_sizes()
    {
        var parts = GraphParts.Of(Detector());
        Assert.Equal(5, parts.Count);
        Assert.Equal(["Compress", "NonZero"], parts.SelectMany(s => s.Nodes).Select(n => n.Operator.Name).Where(IsShown));
        foreach (var part in (Graph[])[parts[0], parts[2], parts[4]])
        {
            var names = part.Inputs.SelectMany(i => i.Type.Shape.Names).Distinct().ToDictionary(name => name, _ => 40);
            Assert.Empty(Planner.Class(part, CpuTargets.All[0], null, names).Bind(names).HostCalls);
        }

        static bool IsShown(string name) => name is "Compress" or "NonZero";
    }

    [Fact]
    public void It_gives_what_the_reference_gives_at_any_sizes()
    {
        var graph = Detector();
        var runner = new GraphRunner(graph, threads: 2);
        for (var seed = 0; seed < 8; seed++)
        {
            var given = new Dictionary<string, Tensor> { ["x"] = CaseTensors.Between(-1, 1, [20 + (7 * seed), Width], seed) };
            var expected = ReferenceExecutor.Run(graph, given);
            var actual = runner.Run(given, TestContext.Current.CancellationToken);
            Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
            foreach (var (name, tensor) in expected)
            {
                Assert.Equal(tensor.Type, actual[name].Type);
                foreach (var (wanted, found) in tensor.ToDoubles().Zip(actual[name].ToDoubles())) Assert.Equal(wanted, found, 1e-4);
            }
        }
    }

    [Fact]
    public void Nothing_may_be_left()
    {
        var given = new Dictionary<string, Tensor> { ["x"] = CaseTensors.Between(-1, -0.5, [5, Width]) };
        var outputs = new GraphRunner(Kept(), threads: 1).Run(given, TestContext.Current.CancellationToken);
        Assert.Equal([0, 4], outputs["y"].Shape.Sizes);
        Assert.Equal(0L, outputs["count"].ToArray<long>()[0]);
    }

    [Fact]
    public void Optionals_inside_of_bodies_are_evaluated()
    {
        var graph = Graph.Trace([("x", TensorType.Float("n", 4)), ("c", new TensorType(ElementType.Bool, Shape.Scalar))], given =>
        {
            var (x, c) = (given[0], given[1]);
            var optional = ControlFlow.If(
                c, () => [new Optional().ApplyOne(x * 2f)], () => [new Optional(x.Type).ApplyOne()])[0];
            var has = new OptionalHasElement().ApplyOne(optional);
            return [("y", ControlFlow.If(has, () => [new OptionalGetElement().ApplyOne(optional)], () => [x - 1f])[0])];
        });
        foreach (var isGiven in (bool[])[true, false])
        {
            var given = new Dictionary<string, Tensor> { ["x"] = CaseTensors.Ones(3, 4), ["c"] = Tensor.Scalar(isGiven) };
            var y = new GraphRunner(graph, threads: 1).Run(given, TestContext.Current.CancellationToken)["y"];
            Assert.All(y.ToArray<float>(), element => Assert.Equal(isGiven ? 2f : 0f, element));
        }
    }

    [Fact]
    public void A_branch_is_recorded_once_whatever_the_other_one_reads()
    {
        var (recorded, three) = (0, new Variable("three", Tensor.Full(3f, Shape.Of(4))));
        var condition = new TensorType(ElementType.Bool, Shape.Scalar);
        var graph = Graph.Trace([("x", TensorType.Float(4)), ("c", condition)], given =>
        [
            ("y", ControlFlow.If(given[1], Then, () => [given[0] + 1f])[0]),
        ]);
        Assert.Equal(1, recorded);
        foreach (var isGiven in (bool[])[true, false])
        {
            var inputs = new Dictionary<string, Tensor> { ["x"] = CaseTensors.Ones(4), ["c"] = Tensor.Scalar(isGiven) };
            var y = new GraphRunner(graph, threads: 1).Run(inputs, TestContext.Current.CancellationToken)["y"];
            Assert.All(y.ToArray<float>(), element => Assert.Equal(isGiven ? 3f : 2f, element));
        }

        IReadOnlyList<Tensor> Then()
        {
            recorded++;
            return [three.Read() + 0f];
        }
    }

    [Fact]
    public void A_loop_without_rounds_gives_slices_of_the_size_that_it_is_given()
    {
        var graph = Graph.Trace(
            [("k", new TensorType(ElementType.Int64, Shape.Scalar)), ("x", TensorType.Float("n", 4))],
            given => [("all", ControlFlow.Loop(given[0], null, [given[1]], (_, c, s) => [c, s[0] * 2f, s[0]])[1])]);
        var given = new Dictionary<string, Tensor> { ["k"] = Tensor.Scalar(0L), ["x"] = CaseTensors.Ones(7, 4) };
        Assert.Equal([0, 7, 4], new GraphRunner(graph, threads: 1).Run(given, TestContext.Current.CancellationToken)["all"].Shape.Sizes);
        Assert.Equal([0, 7, 4], ReferenceExecutor.Run(graph, given)["all"].Shape.Sizes);
    }

    /// <summary>Rows whose first element is positive are kept, and computed with.</summary>
    private static Graph Kept() => Graph.Trace([("x", TensorType.Float("n", Width))], given =>
    {
        var kept = Positive(given[0]);
        return [("y", kept.MatMul(Weights(Width, 4)).Relu()), ("count", kept.ShapeOf(0, 1))];
    });

    /// <summary>
    /// Scores, of which the good are kept, and of those the places of large features; sizes are used as numbers in between.
    /// </summary>
    private static Graph Detector() => Graph.Trace([("x", TensorType.Float("n", Width))], given =>
    {
        var features = given[0].MatMul(Weights(Width, Width)).Relu() - 0.3f;
        var kept = Positive(features);
        var mixed = kept.MatMul(Weights(Width, 8)) / kept.ShapeOf(0, 1).Cast(ElementType.Float);
        var flat = new Reshape().ApplyOne(mixed, kept.ShapeOf(0, 1) * 8L);
        var places = new NonZero().ApplyOne(new Greater().ApplyOne(flat, Tensor.Scalar(0f)));
        var found = flat.Gather(places.Reshape(-1));
        return
        [
            ("found", found * 2f + 1f), ("places", places), ("kept", kept), ("rows", kept.ShapeOf(0, 1)), ("all", given[0].ShapeOf()),
            ("features", features),
        ];
    });

    private static Tensor Positive(Tensor rows) =>
        new Compress(0).ApplyOne(rows, new Greater().ApplyOne(rows.Slice([1], [0], [1]).Reshape(-1), Tensor.Scalar(0f)));

    private static Tensor Weights(params int[] shape) => CaseTensors.Between(-1, 1, shape, seed: 3);
}
