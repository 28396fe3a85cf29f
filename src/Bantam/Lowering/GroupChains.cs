using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>The fused chain of a group whose result is seen as rows.</summary>
internal static class GroupChains
{
    /// <summary>The chain on what the group's template computes.</summary>
    public static ChainBuilder BuildChain(this Group group, LoweringContext context, Dimension columns) =>
        group.BuildChain(context, RowView.Of(group.Result.Type.Shape, columns));

    /// <summary>The chain on what the group's template computes.</summary>
    public static ChainBuilder BuildChain(this Group group, LoweringContext context, RowView view) =>
        new(
            context, group.Chain, [group.Anchor!.Outputs[0]], context.Results(group),
            value => view.Walk(value.Type.Shape, context.Views.Strides(value))!.Broadcast);

    /// <summary>How the chain's inputs and outputs are walked.</summary>
    public static IEnumerable<RowWalk> Walks(this ChainBuilder chain, RowView view) =>
        [.. chain.Inputs.Concat(chain.Outputs).Select(value => view.Walk(chain.ShapeOf(value), chain.StridesOf(value))!)];

    /// <summary>The row strides of the chain's inputs and outputs.</summary>
    public static IEnumerable<Dimension> RowStrides(this Group group, ChainBuilder chain, Dimension columns) =>
        chain.Walks(RowView.Of(group.Result.Type.Shape, columns)).SelectMany(walk => walk.Rows);

    /// <summary>
    /// The view under which the chain's inputs and outputs can be walked where they lie: as rows at one distance, or apart.
    /// </summary>
    public static RowView Walkable(this Group group, LoweringContext context, RowView view)
    {
        var values = group.Chain.SelectMany(LoweringContext.Operands).Concat(context.Results(group));
        return values.All(v => view.Walk(v.Type.Shape, context.Views.Strides(v)) is not null) ? view : view.Apart();
    }
}
