using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.Linear;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>
/// Matrix products, but those of one column, which are reductions. Where all axes of the left factor but the last meet one right
/// matrix they are rows; else leading axes are outer ones.
/// </summary>
internal sealed class MatMulRule : AnchorRule
{
    /// <inheritdoc/>
    public override bool Accepts(Operator op, OperatorInputs inputs) =>
        op switch
        {
            MatMul => !(MatMul.IsColumn(inputs[1]) && inputs[0].Shape.Rank > 1),
            MatMulInteger => inputs.Optional(2) is null && inputs.Optional(3) is null,
            _ => false,
        };

    /// <inheritdoc/>
    public override int EpilogueCopies(Node node, Target target) => GemmSpec.MostVectors(target);

    /// <inheritdoc/>
    public override Dimension Columns(Node node) => node.Inputs[1]!.Type.Shape is { Rank: > 1 } right ? right[-1] : 1;

    /// <inheritdoc/>
    public override RowView View(Node node) => RowView.Of(node.Outputs[0].Type.Shape, Columns(node), MatMulFactors.Of(node).Batch.Length);

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Sources(Node node, LoweringContext context)
    {
        var factors = MatMulFactors.Of(node);
        return [factors.Left.Value, factors.Right.Value];
    }

    /// <inheritdoc/>
    public override bool Writes(Node node, Shape shape, Dimension[] strides) =>
        node.Inputs[1]!.Type.Shape.Rank > 1 && View(node).Walk(shape, strides) is not null;

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var node = group.Anchor!;
        var (left, right, m, depth, n) = MatMulFactors.Of(node, context.Views);
        var (row, step) = (left.Strides[^2], left.Strides[^1]);
        var together = step != 1 ? 1 : InterleavedFactor.Together(context.Target, left.Value, right.Value, depth);
        (depth, row) = (depth / together, row / together);
        var factor = InterleavedFactor.Of(right.Value, together);
        var panel = (long)GemmSpec.For(context.Target, m, n, Fusion.None).Width * factor.Type.Element.Size();
        return GemmCalls.Create(group, context, new GemmProblem(left.Value, factor, (m, n, depth), View(node))
        {
            Together = together,
            Walked = [depth, row, step],
            Line = new GemmLine(m, row),
            RightStep = right.Strides[^2],
            LeftOuter = [.. left.Strides[..^2].Select(stride => stride / together)],
            RightOuter = right.Strides[..^2],
            Outermost = (depth, 2 * panel),
        });
    }
}
