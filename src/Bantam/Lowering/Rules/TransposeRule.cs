using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.Movement;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>
/// Transposes. Where elements of four bytes are exchanged in two neighbouring blocks of axes, as those of matrices and image layouts,
/// in registers; else a copy.
/// </summary>
internal sealed class TransposeRule : CopyingRule
{
    /// <inheritdoc/>
    public override bool Accepts(Operator op, OperatorInputs inputs) => op is Transpose;

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var (input, output) = (group.Anchor!.Inputs[0]!, group.Anchor.Outputs[0]);
        var transpose = (Transpose)group.Anchor.Operator;
        if (input.Type.Element.Info().Bits != 32 || Blocks(transpose, input.Type.Shape) is not var (batch, rows, columns))
        {
            var strides = input.Type.Shape.StrideExpressions();
            var from = new CopyView(input, 0, [.. transpose.Permutation.Select(axis => strides[axis])]);
            return [StridedCopies.Copy(context, [.. output.Type.Shape], from, CopyView.Of(context, output), group.ToString())];
        }

        var storage = input.Type.Element == ElementType.Float ? ElementType.Float : ElementType.Int32;
        var target = context.Target.For(rows);
        var kernel = KernelCache.Get(target, $"transpose {storage}", () => MatrixTranspose.Kernel(target, storage));
        var tiles = MatrixTranspose.Tiles(target, batch, rows, columns);
        var cost = new CallCost(batch, rows, columns, KernelCall.MovedElement);
        return [new LoweredCall(kernel, [input, output], [batch, rows, columns], tiles, cost, group.ToString())];
    }

    /// <summary>The sizes of [batch, rows, columns] whose last two the permutation exchanges; null where it does something else.</summary>
    private static (Dimension Batch, Dimension Rows, Dimension Columns)? Blocks(Transpose transpose, Shape shape)
    {
        var order = transpose.Permutation.Where(axis => shape[axis] != 1).ToArray();
        var sorted = order.Order().ToArray();
        var batch = 0;
        while (batch < order.Length && order[batch] == sorted[batch]) batch++;
        if (batch == order.Length) return null;
        var cut = Array.IndexOf(order, sorted[batch]);
        if (!order[cut..].Concat(order[batch..cut]).SequenceEqual(sorted[batch..])) return null;
        return (Product(order[..batch]), Product(order[cut..]), Product(order[batch..cut]));

        Dimension Product(int[] axes) => new Shape(axes.Select(axis => shape[axis])).Count;
    }
}
