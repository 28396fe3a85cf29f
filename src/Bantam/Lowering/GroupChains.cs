using Bantam.Graphs;
using Bantam.Kernels.Templates;

namespace Bantam.Lowering;

/// <summary>The fused chain of a group whose result is seen as rows.</summary>
internal static class GroupChains
{
    /// <summary>The chain on what the group's template computes.</summary>
    public static ChainBuilder BuildChain(this Group group, LoweringContext context, int columns)
    {
        var shape = group.Result.Type.Shape;
        Value[] computed = [group.Anchor!.Outputs[0]];
        Broadcast Classify(Value value) => Broadcasting.OverRows(value.Type.Shape, shape, columns)!.Value;
        return new ChainBuilder(context, group.Chain, computed, context.Results(group), Classify);
    }

    /// <summary>The row strides of the chain's inputs and outputs.</summary>
    public static IEnumerable<int> RowStrides(this Group group, ChainBuilder chain, int columns)
    {
        var shape = group.Result.Type.Shape;
        foreach (var input in chain.Inputs)
        {
            yield return Broadcasting.OverRows(chain.ShapeOf(input), shape, columns) switch
            {
                Broadcast.None => columns,
                Broadcast.Columns => 1,
                _ => 0,
            };
        }

        foreach (var _ in chain.Outputs) yield return columns;
    }
}
