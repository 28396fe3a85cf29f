using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.Activation;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Softmax and its logarithm along the last axis.</summary>
internal sealed class SoftmaxRule : AnchorRule
{
    /// <summary>Two passes over a row, one of them with an exponential, take about as long as so many multiply-adds an element.</summary>
    private const int CostOfElement = 40;

    /// <inheritdoc/>
    public override bool Accepts(Operator op, OperatorInputs inputs) =>
        op is SoftmaxFamily softmax && KernelTypes.Of(inputs[0].Element) == KernelType.F32
        && inputs[0].Shape.Axis(softmax.Axis) == inputs[0].Shape.Rank - 1;

    /// <inheritdoc/>
    public override Dimension Columns(Node node) => node.Outputs[0].Type.Shape[-1];

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var node = group.Anchor!;
        var columns = Columns(node);
        var rows = node.Outputs[0].Type.Shape.Product(0, node.Outputs[0].Type.Shape.Rank - 1);
        var chain = group.BuildChain(context, columns);
        var spec = new RowSoftmaxSpec(context.Target, node.Inputs[0]!.Type.Element, node.Operator is LogSoftmax, chain.Fusion);
        var kernel = KernelCache.Get(context.Target, spec.Key, () => RowSoftmax.Kernel(spec));
        return
        [
            new LoweredCall(
                kernel, [node.Inputs[0]!, .. chain.Inputs, .. chain.Outputs], [rows, columns, .. group.RowStrides(chain, columns)], rows,
                new CallCost(CostOfElement, rows, columns), group.ToString())
            {
                InPlace = spec.KeepsExponentials ? OverScores(node, chain) : chain.InPlace,
            },
        ];
    }

    /// <summary>Each score is read for the last time before its exponential is kept in the first output.</summary>
    private static (Value Output, Value Input)[] OverScores(Node node, ChainBuilder chain) =>
        node.Inputs[0]!.Type.Element == chain.Outputs[0].Type.Element
            ? [(chain.Outputs[0], LoweringContext.Root(node.Inputs[0]!))] : [];
}
