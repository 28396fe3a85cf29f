using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Tensors;

namespace Bantam.Bench.Installing;

/// <summary>The model of the smallest app: a weighted sum of four numbers.</summary>
internal static class HelloModel
{
    /// <summary>Writes it to a file.</summary>
    public static void Save(string path)
    {
        var weights = new Variable("weights", Tensor.From(new float[] { 0.5f, -1, 2, 0.25f }, 4, 1));
        var graph = Graph.Trace([("x", TensorType.Float("batch", 4))], inputs => [("y", inputs[0].MatMul(weights))]);
        OnnxModel.Save(graph, path);
    }
}
