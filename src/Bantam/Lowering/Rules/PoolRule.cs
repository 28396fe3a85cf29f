using Bantam.Graphs;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.Pooling;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Channels-last pooling without padding.</summary>
internal sealed class PoolRule : AnchorRule
{
    /// <inheritdoc/>
    public override bool Accepts(Operator op, OperatorInputs inputs) =>
        op is (MaxPool or AveragePool) and IPool { Attributes: var attributes } && PoolCalls.Walks(attributes) && inputs.Count > 0
        && inputs.Optional(0) is { Element: var element } && element != ElementType.Bool && (element.IsFloating() || op is MaxPool);

    /// <inheritdoc/>
    public override Dimension Columns(Node node) => node.Outputs[0].Type.Shape[-1];

    /// <inheritdoc/>
    public override bool Reads(Node node, int input, Dimension[] strides) => input == 0 && strides[^1] == 1;

    /// <inheritdoc/>
    public override bool Writes(Node node, Shape shape, Dimension[] strides) => View(node).Apart().Walk(shape, strides) is not null;

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var node = group.Anchor!;
        var attributes = PoolCalls.Flat(((IPool)node.Operator).Attributes);
        var output = PoolCalls.Flat(node.Outputs[0].Type.Shape);
        var channels = output[^1];
        var view = group.Walkable(context, View(node));
        var chain = group.BuildChain(context, view);
        var target = context.Target.For(channels).For(WideTypes.IsWide(node));
        var (element, window) = (node.Inputs[0]!.Type.Element, PoolSpec.Unrolled(attributes.Kernel));
        var spec = new PoolSpec(target, element, attributes.Rank, window, node.Operator is MaxPool, chain.Fusion, view.IsApart);
        var kernel = KernelCache.Get(target, spec.Key, () => Pool.Kernel(spec));
        var steps = PoolCalls.FlatStrides(context.Views.Strides(node.Inputs[0]!));
        Dimension[] strides = [steps[0], .. attributes.Strides.Select((stride, axis) => stride * steps[axis + 1]), .. Taps()];
        return
        [
            new LoweredCall(
                kernel,
                [node.Inputs[0]!, .. chain.Inputs, .. chain.Outputs],
                [.. output.Skip(1), .. strides, .. window is null ? attributes.Kernel : [], .. chain.Walks(view).SelectMany(Rows)],
                output.SkipLast(2).Aggregate((a, b) => a * b),
                new CallCost([.. node.Inputs[0]!.Type.Shape, KernelCall.MovedElement / 2]),
                group.ToString())
            {
                InPlace = chain.InPlace,
            },
        ];

        IEnumerable<Dimension> Taps() => steps[1..^1].Select((step, axis) => step * attributes.Dilation(axis));

        IEnumerable<Dimension> Rows(RowWalk walk) => view.IsApart ? Patches.Padded(walk.Rows, attributes.Rank + 1, 0) : walk.Rows;
    }
}
