using Bantam.Graphs;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Transposes that exchange two neighbouring blocks of axes, as those of matrices and image layouts do.</summary>
internal sealed class TransposeRule : AnchorRule
{
    /// <inheritdoc/>
    public override bool HasEpilogue(Node node) => false;

    /// <inheritdoc/>
    public override bool Accepts(Operator op, IReadOnlyList<TensorType?> inputs, IReadOnlyList<Tensor?> constants) =>
        op is Transpose transpose && inputs[0]!.Element == ElementType.Float && Blocks(transpose, inputs[0]!.Shape) is not null;

    /// <inheritdoc/>
    public override int Columns(Node node) => node.Outputs[0].Type.Shape[-1].Size;

    /// <inheritdoc/>
    public override LoweredCall Lower(Group group, LoweringContext context)
    {
        var node = group.Anchor!;
        var (batch, rows, columns) = Blocks((Transpose)node.Operator, node.Inputs[0]!.Type.Shape)!.Value;
        var kernel = KernelCache.Get(context.Target, "transpose", () => TransposeTemplate.Kernel(context.Target));
        return new LoweredCall(kernel, [node.Inputs[0]!, node.Outputs[0]], [batch, rows, columns], TransposeTemplate.Tiles(context.Target, batch, rows), (long)batch * rows * columns * KernelCall.MovedElement, group.ToString());
    }

    /// <summary>The sizes of [batch, rows, columns] whose last two the permutation exchanges; null where it does something else.</summary>
    private static (int Batch, int Rows, int Columns)? Blocks(Transpose transpose, Shape shape)
    {
        if (!shape.IsKnown) return (1, 1, 1);
        var order = transpose.Permutation.Where(axis => shape[axis] != 1).ToArray();
        var sorted = order.Order().ToArray();
        var batch = 0;
        while (batch < order.Length && order[batch] == sorted[batch]) batch++;
        if (batch == order.Length) return (1, 1, shape.ElementCount);
        var cut = Array.IndexOf(order, sorted[batch]);
        if (!order[cut..].Concat(order[batch..cut]).SequenceEqual(sorted[batch..])) return null;
        return (Product(order[..batch]), Product(order[cut..]), Product(order[batch..cut]));

        int Product(int[] axes) => axes.Aggregate(1, (p, axis) => p * shape[axis].Size);
    }
}
