using Bantam.Autodiff;
using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests.Documents;

/// <summary>Finds what flows.</summary>
internal static class GradientFlows
{
    /// <summary>The best that the inputs of a graph get from the sum of its outputs.</summary>
    public static GradientFlow Of(Graph graph)
    {
        if (graph.Inputs.Any(i => i.Kind is not TensorType)) return GradientFlow.None;
        var flow = GradientFlow.None;
        _ = Graph.Trace([.. graph.Inputs.Select(i => (i.Name, i.Kind))], given =>
        {
            Tensor[] floating = [.. given.Where(i => i.Element.IsFloating())];
            Tensor[] outputs =
            [
                .. graph.Inline(given).Where(o => o is { Kind: TensorType, IsSymbolic: true } && o.Element.IsFloating())
                    .Select(o => o.ReduceSum().Cast(ElementType.Double)),
            ];
            if (floating.Length == 0 || outputs.Length == 0) return [("y", Tensor.Scalar(0f))];
            try
            {
                var gradients = Gradients.Of(Tensor.Sum(outputs), floating);
                // What is linear gets a gradient that is known at once.
                flow = gradients.Any(g => g.IsSymbolic || g.Cast(ElementType.Double).ToArray<double>().Any(x => x != 0))
                    ? GradientFlow.Flows : GradientFlow.Zero;
            }
            catch (NotSupportedException)
            {
                flow = GradientFlow.Missing;
            }

            return [("y", Tensor.Scalar(0f))];
        });
        return flow;
    }
}
