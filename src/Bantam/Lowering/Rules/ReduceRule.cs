using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.Reduction;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Sums and maxima over neighbouring axes, with the elementwise nodes before and after them.</summary>
internal sealed class ReduceRule : AnchorRule
{
    /// <inheritdoc/>
    public override bool HasPrologue => true;

    /// <inheritdoc/>
    public override bool Accepts(Operator op, IReadOnlyList<TensorType?> inputs, IReadOnlyList<Tensor?> constants)
    {
        if (op is not (ReduceSum or ReduceMax) || inputs[0]!.Element != ElementType.Float) return false;
        var axes = ((ReduceOperator)op).Axes(inputs[0]!.Shape, constants.ElementAtOrDefault(1)?.ToIntegers());
        return axes.Length == 0 || axes[^1] - axes[0] == axes.Length - 1;
    }

    /// <inheritdoc/>
    public override int Columns(Node node) => Split(node).Inner;

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Sources(Node node, LoweringContext context) => [node.Inputs[0]!];

    /// <inheritdoc/>
    public override LoweredCall Lower(Group group, LoweringContext context)
    {
        var node = group.Anchor!;
        var (outer, depth, inner) = Split(node);
        var reduction = node.Operator is ReduceSum ? Reduction.Sum : Reduction.Max;
        var chain = group.BuildChain(context, inner);
        var input = node.Inputs[0]!;
        var isRow = inner == 1;
        var prologue = Prologue(group, isRow ? depth : inner);
        var strides = prologue.Inputs.SelectMany(i => Strides(i.Type.Shape, input.Type.Shape, outer, depth, inner)).ToArray();
        var target = context.Target;
        var cost = (long)outer * depth * inner * ((KernelCall.MovedElement / 2) + group.Prologue.Count);
        Value[] buffers = [.. prologue.Inputs, .. chain.Inputs, .. chain.Outputs];
        if (isRow)
        {
            var rows = new RowReduceSpec(target, reduction, prologue.Fusion, chain.Fusion);
            var kernel = KernelCache.Get(target, rows.Key, () => RowReduce.Kernel(rows));
            return new LoweredCall(kernel, buffers, [outer, depth, .. strides, .. group.RowStrides(chain, 1)], outer, cost, group.ToString()) { InPlace = chain.InPlace };
        }

        var spec = new ColumnReduceSpec(target, ColumnReduceSpec.ColumnsFor(target, inner), reduction, prologue.Fusion, chain.Fusion);
        var tiles = outer * ((inner + spec.Width - 1) / spec.Width);
        return new LoweredCall(KernelCache.Get(target, spec.Key, () => ColumnReduce.Kernel(spec)), buffers,
            [outer, depth, inner, .. strides, .. group.RowStrides(chain, inner)], tiles, cost, group.ToString()) { InPlace = chain.InPlace };
    }

    private static ChainBuilder Prologue(Group group, int columns)
    {
        var input = group.Anchor!.Inputs[0]!;
        return new ChainBuilder(group.Prologue, [], [input], value => Classify(value.Type.Shape, input.Type.Shape, columns), isStored: false);
    }

    /// <summary>What matters inside the kernel is only whether an operand moves along the columns.</summary>
    private static Broadcast Classify(Shape operand, Shape result, int columns)
    {
        if (operand.ElementCount == 1) return Broadcast.All;
        var strides = Broadcasting.Strides(operand, result);
        var axis = result.Rank;
        for (var inner = 1; inner < columns; inner *= result[axis].Size) axis--;
        return strides.Skip(axis).All(s => s == 0) && columns > 1 ? Broadcast.Columns : Broadcast.None;
    }

    /// <summary>An operand's strides: along outer of folded rows; along outer and depth of folded columns.</summary>
    private static int[] Strides(Shape operand, Shape result, int outer, int depth, int inner)
    {
        // The stride of a block of axes is that of its innermost axis that has a size.
        var strides = Broadcasting.Strides(operand, result);
        var axis = result.Rank - 1;
        var (_, ofDepth, ofOuter) = (Next(inner), Next(depth), Next(outer));
        return inner == 1 ? [ofOuter] : [ofOuter, ofDepth];

        int Next(int size)
        {
            var stride = 0;
            for (var seen = 1; seen < size; axis--)
            {
                if (seen == 1) stride = strides[axis];
                seen *= result[axis].Size;
            }

            return stride;
        }
    }

    /// <summary>The input as [outer, folded, inner].</summary>
    private static (int Outer, int Depth, int Inner) Split(Node node)
    {
        var shape = node.Inputs[0]!.Type.Shape;
        var axes = ((ReduceOperator)node.Operator).Axes(shape, node.Inputs.ElementAtOrDefault(1)?.Constant?.ToIntegers());
        if (axes.Length == 0) return (shape.ElementCount, 1, 1);
        return (Product(0, axes[0]), Product(axes[0], axes[^1] + 1), Product(axes[^1] + 1, shape.Rank));

        int Product(int from, int to) => Enumerable.Range(from, to - from).Aggregate(1, (p, axis) => p * shape[axis].Size);
    }
}
