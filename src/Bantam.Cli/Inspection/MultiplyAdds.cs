using Bantam.Graphs;
using Bantam.Operators.Control;
using Bantam.Operators.Convolution;
using Bantam.Operators.Linear;
using Bantam.Tensors;

namespace Bantam.Cli.Inspection;

/// <summary>Counts the multiply-adds of matrix products and convolutions, by which the size of networks is compared (MACs).</summary>
internal static class MultiplyAdds
{
    /// <summary>
    /// The multiply-adds of a node; 0 of all other operators, null where a shape, or how often a loop goes round, is not known. Of a
    /// branch the body counts that has more.
    /// </summary>
    public static long? Of(Node node) => node.Operator switch
    {
        Scan scan => Of(scan.BodyGraph) * Rounds(node.Inputs[scan.States]!),
        Loop loop => Of(loop.BodyGraph) is not 0 and var round ? round * (long?)node.Inputs[0]?.Constant?.ToArray<long>()[0] : 0,
        If branch => Of(branch.Then) is { } then && Of(branch.Otherwise) is { } otherwise ? Math.Max(then, otherwise) : null,
        MatMul or Gemm or Conv => OfProduct(node),
        _ => 0,
    };

    private static long? Rounds(Value sequence) => sequence.Type.Shape[0] is { IsKnown: true } length ? length.Size : null;

    private static long? OfProduct(Node node)
    {
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
