using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.Linear;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Matrix products of one right matrix: all axes of the left factor but the last are rows.</summary>
internal sealed class MatMulRule : AnchorRule
{
    /// <inheritdoc/>
    public override bool Accepts(Operator op, IReadOnlyList<TensorType?> inputs, IReadOnlyList<Tensor?> constants) =>
        op is MatMul && inputs[0]!.Element == ElementType.Float && inputs[0]!.Shape.Rank >= 1 && inputs[1]!.Shape.Rank is 1 or 2;

    /// <inheritdoc/>
    public override int EpilogueCopies(Node node, Target target) => GemmSpec.MostVectors(target);

    /// <inheritdoc/>
    public override int Columns(Node node) => node.Inputs[1]!.Type.Shape is { Rank: 2 } right ? right[1].Size : 1;

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Sources(Node node, LoweringContext context) => [TransposedSource(node.Inputs[0]!) ?? node.Inputs[0]!, node.Inputs[1]!];

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var node = group.Anchor!;
        var (left, right) = (node.Inputs[0]!, node.Inputs[1]!);
        var depth = left.Type.Shape[-1].Size;
        var n = Columns(node);
        var m = new Shape(left.Type.Shape.SkipLast(1)).ElementCount;
        var source = TransposedSource(left);
        int[] walked = [depth, source is null ? depth : 1, source is null ? 1 : m];
        var panel = (long)GemmSpec.For(context.Target, m, n, Fusion.None).Width * ElementType.Float.Size();
        return [GemmCalls.Create(group, context, (source ?? left, right), (m, n, depth), GemmWalk.Matrix, walked, new GemmLine(m, walked[1]), (depth, 2 * panel))];
    }

    /// <summary>Of a transposed matrix the matrix itself, which is read by columns instead.</summary>
    private static Value? TransposedSource(Value left) =>
        left.Type.Shape.Rank == 2 && left.Producer is { Operator: Transpose } producer ? producer.Inputs[0] : null;
}
