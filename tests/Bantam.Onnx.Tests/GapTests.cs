using Bantam.Lowering;
using Bantam.Onnx.Protobuf;
using Bantam.Operators;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Google.Protobuf;
using static Bantam.Onnx.Protobuf.TensorProto.Types;

namespace Bantam.Onnx.Tests;

/// <summary>Models with nodes that Bantam cannot compute can be looked at, and say all that is missing at once.</summary>
public sealed class GapTests
{
    [Fact]
    public void All_gaps_are_reported_at_once_with_the_names_of_their_nodes()
    {
        var model = OnnxModel.Load(Model().ToByteArray());
        Assert.Equal(["first", "third"], model.Gaps.Select(g => g.Node));
        Assert.Equal(["com.example.Frobnicate", "ImageDecoder"], model.Gaps.Select(g => g.Operator));
        var error = Assert.Throws<UnsupportedOperatorException>(() => Planner.Plan(model.Graph, CpuTargets.Best));
        Assert.Equal(model.Gaps, error.Gaps);
        Assert.Contains("node 'third' (ImageDecoder): Bantam does not have this operator.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_with_gaps_can_be_looked_at()
    {
        var graph = OnnxModel.Load(Model().ToByteArray()).Graph;
        graph.Verify();
        Assert.Equal(["first", "second", "third", "fourth"], graph.Nodes.Select(n => n.Name));
        Assert.Equal("com.example.Frobnicate { strength = 3 }", graph.Nodes[0].Operator.ToString());
        Assert.Equal("?", graph.Nodes[1].Outputs[0].Type.ToString());
        Assert.Contains("ImageDecoder", graph.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_of_a_domain_without_a_version_behind_a_gap_is_one_too()
    {
        var model = Model();
        var last = Build.Node("Mystery", "last", ["a"], ["d"]);
        last.Domain = "org.example";
        model.Graph.Node.Add(last);
        model.Graph.Output.Add(Build.Value("d", DataType.Float, 2, 3));
        var gaps = OnnxModel.Load(model.ToByteArray()).Gaps;
        Assert.Equal(["first", "third", "last"], gaps.Select(g => g.Node));
        Assert.Contains("which version of the domain 'org.example'", gaps[2].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Declared_types_carry_over_gaps()
    {
        var model = Model();
        model.Graph.ValueInfo.Add(Build.Value("a", DataType.Float, 2, 3));
        var graph = OnnxModel.Load(model.ToByteArray()).Graph;
        Assert.Equal("Relu", graph.Nodes[1].Operator.Name);
        Assert.IsType<Operators.Activation.Relu>(graph.Nodes[1].Operator);
        Assert.Equal("Float[2,3]", graph.Nodes[1].Outputs[0].Type.ToString());
    }

    [Fact]
    public void Element_types_that_Bantam_lacks_are_gaps_of_the_nodes_that_meet_them()
    {
        var relu = Build.Node("Relu", "r", ["x"], ["y"]);
        var model = Build.Model([Build.Value("x", DataType.Undefined, 2)], [Build.Value("y", DataType.Float, 2)], relu);
        var gap = Assert.Single(OnnxModel.Load(model.ToByteArray()).Gaps);
        Assert.Equal("node 'r' (Relu): its input 'x': its elements are Undefined, which Bantam does not have.", gap.ToString());
    }

    [Fact]
    public void Attributes_that_Bantam_lacks_are_gaps()
    {
        var pool = Build.Node("GlobalLpPool", "pool", ["x"], ["y"], Build.Float("p", 2.5f));
        var model = Build.Model(1, [Build.Value("x", DataType.Float, 1, 1, 8, 8)], [Build.Value("y", DataType.Float, 1, 1, 1, 1)], pool);
        Assert.Contains("'p' is 2.5", Assert.Single(OnnxModel.Load(model.ToByteArray()).Gaps).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_of_which_not_even_the_rank_is_known_is_a_gap()
    {
        var reshape = Build.Node("Reshape", "reshape", ["x", "shape"], ["y"]);
        var model = Build.Model(
            [Build.Value("x", DataType.Float, 2, 3), Build.Value("shape", DataType.Int64, -1)],
            [Build.Value("y", DataType.Float, 6)],
            reshape);
        var gap = Assert.Single(OnnxModel.Load(model.ToByteArray()).Gaps);
        Assert.Contains("The new shape (input 1) is computed by the graph", gap.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_with_gaps_is_not_saved()
    {
        var error = Assert.Throws<Graphs.GraphException>(() => OnnxModel.Load(Model().ToByteArray()).Save(new MemoryStream()));
        Assert.Contains("can be looked at, not saved", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Unknown, known behind it without a type, unknown again, known on the model's own input.</summary>
    private static ModelProto Model()
    {
        var first = Build.Node("Frobnicate", "first", ["x"], ["a"], Build.Int("strength", 3));
        first.Domain = "com.example";
        var model = Build.Model(
            [Build.Value("x", DataType.Float, 2, 3)],
            [Build.Value("y", DataType.Float, 2, 3), Build.Value("z", DataType.Float, 2, 3)],
            first,
            Build.Node("Relu", "second", ["a"], ["b"]),
            Build.Node("ImageDecoder", "third", ["x"], ["c"]),
            Build.Node("Add", "fourth", ["b", "c"], ["y"]));
        model.Graph.Output.RemoveAt(1);
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "com.example", Version = 1 });
        return model;
    }
}
