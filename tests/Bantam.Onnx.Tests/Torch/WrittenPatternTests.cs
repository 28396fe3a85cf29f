using Bantam.Execution;
using Bantam.Graphs;

namespace Bantam.Onnx.Tests.Torch;

/// <summary>What PyTorch's exporter writes with several nodes is one operator once it is made ready to infer.</summary>
public sealed class WrittenPatternTests
{
    private static readonly Lazy<TorchArchive> Archive = new(() => PythonTorch.Archive("patterns.py", "9", "11", "14", "17"));

    public static TheoryData<string, int, string> Patterns => [.. from pattern in Expected from opset in new[] { 9, 11, 14, 17 }
                                                                  select (pattern.Layer, opset, pattern.Left)];

    private static (string Layer, string Left)[] Expected =>
    [
        ("LayerNorm", "LayerNormalization"), ("LayerNorm of two axes", "LayerNormalization"), ("GELU", "Gelu"), ("GELU by tanh", "Gelu"),
        ("SiLU", "Swish"), ("Hardswish", "HardSwish"), ("Hardswish by ReLU6", "HardSwish"), ("interpolate", "Resize"),
        ("interpolate bilinear", "Resize"), ("interpolate by computed sizes", "Resize"), ("interpolate to sizes", "Resize"),
    ];

    [Theory, MemberData(nameof(Patterns))]
    public void A_pattern_is_one_node(string layer, int opset, string left)
    {
        var (file, prepared, export) = Prepared(layer, opset);
        Assert.Equal(left, string.Join(' ', prepared.Nodes.Select(n => n.Operator.Name)));
        CheckNumbers(file, prepared, export);
    }

    /// <summary>
    /// Attention stays two products and a softmax: the operator takes two steps more, for its scale and for queries that see no key.
    /// </summary>
    [Theory]
    [InlineData(11)]
    [InlineData(17)]
    public void Attention_is_products_and_a_softmax(int opset)
    {
        var (file, prepared, export) = Prepared("MultiheadAttention", opset);
        var operators = prepared.Nodes.Select(n => n.Operator.Name).Where(name => name is "MatMul" or "Softmax" or "Gemm" or "Attention");
        Assert.Equal(["MatMul", "MatMul", "Softmax", "MatMul", "Gemm"], operators);
        CheckNumbers(file, prepared, export);
    }

    private static (byte[] File, Graph Prepared, TorchExport Export) Prepared(string layer, int opset)
    {
        var export = Archive.Value.Exports.Single(e => e.Layer == layer && e.Opset == opset);
        var file = Archive.Value.Model(export.Model!);
        return (file, Inference.Prepare(OnnxModel.Load(file).Graph), export);
    }

    private static void CheckNumbers(byte[] file, Graph prepared, TorchExport export)
    {
        prepared.Verify();
        var inputs = Archive.Value.Tensors(export.Runs!.Single().Inputs);
        TensorAssert.Close(Ort.Run(file, inputs)["y"], new GraphRunner(prepared).Run(inputs)["y"], 1e-5, 1e-6, export.ToString());
    }
}
