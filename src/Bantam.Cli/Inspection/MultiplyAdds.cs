using Bantam.Graphs;
using Bantam.Operators.Convolution;
using Bantam.Operators.Linear;
using Bantam.Tensors;

namespace Bantam.Cli.Inspection;

/// <summary>Counts the multiply-adds of matrix products and convolutions, by which the size of networks is compared (MACs).</summary>
internal static class MultiplyAdds
{
    /// <summary>The multiply-adds of a node; 0 of all other operators, null where a shape is not known.</summary>
    public static long? Of(Node node)
    {
        if (node.Operator is not (MatMul or Gemm or Conv)) return 0;
        var (left, right, output) = (node.Inputs[0]!.Type.Shape, node.Inputs[1]!.Type.Shape, node.Outputs[0].Type.Shape);
        if (!left.IsKnown || !right.IsKnown || !output.IsKnown) return null;
        return Count(output) * node.Operator switch
        {
            Conv conv => Count(right) / right[conv.Attributes.WeightOutputs].Size,
            Gemm { TransA: true } => left[0].Size,
            _ => left[-1].Size,
        };
    }

    /// <summary>The multiply-adds of a graph; null where a shape is not known.</summary>
    public static long? Of(Graph graph)
    {
        var total = 0L;
        foreach (var node in graph.Nodes)
        {
            if (Of(node) is not { } count) return null;
            total += count;
        }

        return total;
    }

    private static long Count(Shape shape) => shape.Aggregate(1L, (count, dimension) => count * dimension.Size);
}
