using Bantam.Graphs;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.Normalization;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Normalizations of rows; scale and bias follow in the same pass.</summary>
internal sealed class NormalizeRule : AnchorRule
{
    /// <summary>Three passes over a row, one of them with a division, take about as long as so many multiply-adds an element.</summary>
    private const int CostOfElement = 20;

    /// <inheritdoc/>
    public override bool Accepts(Operator op, OperatorInputs inputs) =>
        op is RowNormalization && inputs[0].Element == ElementType.Float;

    /// <inheritdoc/>
    public override Dimension Columns(Node node)
    {
        var shape = node.Outputs[0].Type.Shape;
        return shape.Product(FirstColumn(node), shape.Rank);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var node = group.Anchor!;
        var (columns, normalization) = (Columns(node), (RowNormalization)node.Operator);
        var rows = node.Outputs[0].Type.Shape.Product(0, FirstColumn(node));
        var chain = group.BuildChain(context, columns);
        var spec = new NormalizeSpec(context.Target, normalization.Epsilon, normalization.IsCentred, chain.Fusion);
        var kernel = KernelCache.Get(context.Target, spec.Key, () => Normalize.Kernel(spec));
        Value[] buffers = [node.Inputs[0]!, .. chain.Inputs, .. chain.Outputs];
        Dimension[] sizes = [rows, columns, .. group.RowStrides(chain, columns)];
        var cost = new CallCost(CostOfElement, rows, columns);
        return [new LoweredCall(kernel, buffers, sizes, rows, cost, group.ToString()) { InPlace = chain.InPlace }];
    }

    private static int FirstColumn(Node node) => node.Outputs[0].Type.Shape.Axis(((RowNormalization)node.Operator).Axis);
}
