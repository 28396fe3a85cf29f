using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators.Movement;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Transforms.Reports;

namespace Bantam.Tests.Transforms;

/// <summary>What transforms say that they did.</summary>
public sealed class TransformReportTests
{
    [Fact]
    public void Each_transform_says_which_nodes_became_what()
    {
        var reports = new List<TransformReport>();
        var graph = Model();
        var prepared = Inference.Prepare(graph, reports.Add);
        Planner.Plan(prepared, CpuTargets.Best, transformed: reports.Add);

        Assert.Equal(
            ["Freeze", "Patterns", "FoldConstants", "Bind", "ExpandComposites", "IntegerProducts", "ChannelsLast", "ExpandComposites"],
            reports.Select(r => r.Transform));
        Assert.Same(graph, reports[0].Before);
        Assert.Same(prepared, reports[2].After);
        Assert.All(reports.Zip(reports.Skip(1)), pair => Assert.Same(pair.First.After, pair.Second.Before));

        Assert.Equal(["Identity -> Conv"], Texts(reports[0]));
        Assert.Equal(["Conv, BatchNormalization -> Conv", "Sigmoid, Mul -> Swish"], Texts(reports[1]));
        Assert.Contains(reports[1].Changes, c => c.Rules.Contains("ScaleIntoWeights") && c.From[^1].Operator.Name == "BatchNormalization");
        Assert.Equal(["WrittenSwish"], reports[1].Changes[^1].Rules);
        Assert.Contains("Swish -> Sigmoid, Mul", Texts(reports[4]));
        Assert.Empty(reports[5].Changes);
        Assert.Contains(Texts(reports[6]), text => text.StartsWith("Conv -> ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_folded_became_a_constant()
    {
        var reports = new List<TransformReport>();
        var weights = new Variable("w", Lowering.Tensors.Random([300, 400], 1));
        var graph = Graph.Trace([("x", TensorType.Float(2, 300))], i => [("y", i[0].MatMul(weights.Read().Tanh().Exp()))]);
        Inference.Prepare(graph, reports.Add);
        var change = Assert.Single(reports[2].Changes);
        Assert.Equal(["Tanh", "Exp"], change.From.Select(n => n.Operator.Name));
        Assert.Empty(change.To);
        Assert.Null(change.Value);
    }

    [Fact]
    public void Without_a_listener_the_graph_is_the_same()
    {
        var (silent, heard) = (Inference.Prepare(Model()), Inference.Prepare(Model(), _ => { }));
        Assert.Equal(silent.Nodes.Select(n => (n.Name, n.Operator.Name)), heard.Nodes.Select(n => (n.Name, n.Operator.Name)));
    }

    private static Graph Model() => ImageNets.Trace([1, 3, 8, 8], x =>
    {
        x = ImageNets.Normalized(new Identity().ApplyOne(ImageNets.Conv(x, "stem", 8, 3)), "normal");
        return x * x.Sigmoid();
    });

    private static IEnumerable<string> Texts(TransformReport report) => report.Changes.Select(c =>
        $"{Names(c.From)} -> {(c.To.Count == 0 ? c.Value : Names(c.To))}");

    private static string Names(IEnumerable<Node> nodes) => string.Join(", ", nodes.Select(n => n.Operator.Name));
}
