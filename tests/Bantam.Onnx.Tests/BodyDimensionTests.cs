using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Onnx.Protobuf;
using Bantam.Operators.Control;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Google.Protobuf;
using static Bantam.Onnx.Protobuf.TensorProto.Types;

namespace Bantam.Onnx.Tests;

/// <summary>Names of dimensions mean the same in the bodies of loops and branches as around them, whatever becomes of the names.</summary>
public sealed class BodyDimensionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_branch_gets_the_sizes_that_a_graph_is_called_with(int batch)
    {
        var graph = Branch();
        var called = Graph.Trace([("x", TensorType.Float(batch, 3))], inputs => [("y", graph.Inline(inputs)[0])]);
        Assert.True(called.IsBound);
        var x = Tensor.From([.. Enumerable.Range(0, batch * 3).Select(i => i - 2f)], batch, 3);
        Assert.Equal(
            new Model(graph).Run(x).ToArray<float>(),
            new Model(called).Run(x).ToArray<float>());
    }

    [Fact]
    public void A_branch_gets_the_names_that_a_graph_is_called_with()
    {
        var graph = Branch();
        var called = Graph.Trace([("x", TensorType.Float("batch", 3))], inputs => [("y", graph.Inline(inputs)[0])]);
        Assert.Equal(TensorType.Float("batch", 3), called.Outputs[0].Type);
        Assert.True(CpuPlanner.Plan(called.Bind(new Dictionary<string, int> { ["batch"] = 2 }), CpuTargets.Best).Outputs.ContainsKey("y"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Probabilities_of_a_support_vector_classifier_are_compiled_for_any_batch(int batch)
    {
        var classifier = Build.Node(
            "SVMClassifier", "svm", ["x"], ["label", "p"], Build.Ints("classlabels_ints", 0, 1, 2),
            Build.Ints("vectors_per_class", 2, 2, 2),
            Build.Numbers("coefficients", [.. Enumerable.Range(0, 12).Select(i => (i % 5) - 1.5f)]), Build.Text("kernel_type", "RBF"),
            Build.Numbers("kernel_params", 0.5f, 0, 3), Build.Numbers("rho", 0.1f, 0.2f, 0.3f),
            Build.Numbers("support_vectors", [.. Enumerable.Range(0, 18).Select(i => ((i * 7) % 11) / 5f)]),
            Build.Numbers("prob_a", 0.5f, 0.4f, 0.3f), Build.Numbers("prob_b", 0.1f, 0.2f, 0.3f));
        classifier.Domain = "ai.onnx.ml";
        var proto = Build.Model(
            [Build.Value("x", DataType.Float, 0, 3)], [Build.Value("label", DataType.Int64, 0), Build.Value("p", DataType.Float, 0, 3)],
            classifier);
        proto.OpsetImport.Add(new OperatorSetIdProto { Domain = "ai.onnx.ml", Version = 3 });
        foreach (var value in proto.Graph.Input.Concat(proto.Graph.Output)) value.Type.TensorType.Shape.Dim[0].DimParam = "n";
        var graph = OnnxModel.Load(proto.ToByteArray()).Graph;
        Assert.Equal(graph.Inputs[0].Type.Shape[0], graph.Outputs[1].Type.Shape[0]);
        Tensor[] samples = [.. Enumerable.Range(0, batch).Select(i => Tensor.From([i, 1 - (i / 2f), 0.5f], 1, 3))];
        var x = Tensor.Concat(0, samples);
        var model = new Model(graph);
        var together = model.Run(("x", x))["p"];
        var bound = graph.Bind(new Dictionary<string, int> { ["n"] = batch });
        var session = new Session(CpuPlanner.Plan(Inference.Prepare(bound), CpuTargets.Best));
        x.Bytes.CopyTo(session.InputBytes("x"));
        session.Run();
        TensorAssert.Close(together, Tensor.From<float>(session.Output<float>("p").ToArray(), batch, 3), 1e-5, 1e-6, "p");
        TensorAssert.Close(ReferenceExecutor.Run(graph, new Dictionary<string, Tensor> { ["x"] = x })["p"], together, 1e-4, 1e-6, "p");
    }

    private static Graph Branch() => Graph.Trace([("x", TensorType.Float("n", 3))], inputs =>
        [("y", ControlFlow.If(inputs[0].ReduceSum() > 0f, () => [inputs[0] * 2f], () => [inputs[0].Exp()])[0])]);
}
