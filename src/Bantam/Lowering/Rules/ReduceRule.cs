using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.Reduction;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Sums, products and extrema over neighbouring axes, with the elementwise nodes before and after them.</summary>
internal sealed class ReduceRule : AnchorRule
{
    /// <inheritdoc/>
    public override bool HasPrologue => true;

    /// <inheritdoc/>
    public override bool Accepts(Operator op, OperatorInputs inputs)
    {
        if (op is not (ReduceSum or ReduceMax or ReduceMin or ReduceProd) || inputs[0].Element == ElementType.Bool) return false;
        var axes = ((ReduceOperator)op).Axes(inputs[0].Shape, inputs.OptionalIntegers(1, "The axes"));
        return axes.Length == 0 || axes[^1] - axes[0] == axes.Length - 1;
    }

    /// <inheritdoc/>
    public override int EpilogueCopies(Node node, Target target) => IsRow(node) ? 1 : ColumnReduceSpec.MostColumns;

    /// <inheritdoc/>
    public override int PrologueCopies(Node node, Target target) =>
        IsRow(node) ? 2 * target.VirtualVectors : ColumnReduceSpec.MostColumns;

    /// <inheritdoc/>
    public override Dimension Columns(Node node) => Blocks(node).Inner;

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Sources(Node node, LoweringContext context) => [node.Inputs[0]!];

    /// <inheritdoc/>
    public override bool CanReadInPrologue(Node node, Shape operand)
    {
        var blocks = Blocks(node);
        var strides = Strides(operand, node.Inputs[0]!.Type.Shape, blocks);
        if (strides is not (not null, not null, { } inner) || (inner != 0 && inner != 1)) return false;
        return !blocks.Inner.Is(1) || strides.Depth == 0 || strides.Depth == 1;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var node = group.Anchor!;
        var blocks = Blocks(node);
        var (outer, depth, inner) = (blocks.Outer, blocks.Depth, blocks.Inner);
        var input = node.Inputs[0]!;
        var isRow = IsRow(node);
        var prologue = new ChainBuilder(
            context, group.Prologue, [], [input], value => Classify(value.Type.Shape, input.Type.Shape, blocks), isStored: false);
        var chain = group.BuildChain(context, inner);
        Value[] buffers = [.. prologue.Inputs, .. chain.Inputs, .. chain.Outputs];
        var cost = new CallCost(outer, depth, inner, (KernelCall.MovedElement / 2) + group.Prologue.Count);
        var target = (isRow ? context.Target : context.Target.For(inner)).For(WideTypes.IsWide(node));
        if (isRow)
        {
            var strides = prologue.Inputs.Select(i => Strides(prologue.ShapeOf(i), input.Type.Shape, blocks).Outer!);
            var rows = new RowReduceSpec(target, input.Type.Element, ReductionOf(node.Operator), prologue.Fusion, chain.Fusion);
            var kernel = KernelCache.Get(target, rows.Key, () => RowReduce.Kernel(rows));
            Dimension[] sizes = [outer, depth, .. strides, .. group.RowStrides(chain, 1)];
            return [new LoweredCall(kernel, buffers, sizes, outer, cost, group.ToString()) { InPlace = chain.InPlace }];
        }

        var pairs = prologue.Inputs
            .Select(i => Strides(prologue.ShapeOf(i), input.Type.Shape, blocks))
            .SelectMany(s => (Dimension[])[s.Outer!, s.Depth!]);
        var width = ColumnReduceSpec.ColumnsFor(target, inner);
        var spec = new ColumnReduceSpec(
            target, width, input.Type.Element, ReductionOf(node.Operator), prologue.Fusion, chain.Fusion);
        var tiles = outer * ((inner + spec.Width - 1) / spec.Width);
        var columns = KernelCache.Get(target, spec.Key, () => ColumnReduce.Kernel(spec));
        Dimension[] numbers = [outer, depth, inner, .. pairs, .. group.RowStrides(chain, inner)];
        return [new LoweredCall(columns, buffers, numbers, tiles, cost, group.ToString()) { InPlace = chain.InPlace }];
    }

    /// <summary>Whether what is folded lies side by side. The order of sums depends on it, so that names are asked.</summary>
    private static bool IsRow(Node node) => Blocks(node).Inner.Is(1);

    private static Reduction ReductionOf(Operator op) => op switch
    {
        ReduceSum => Reduction.Sum,
        ReduceMax => Reduction.Max,
        ReduceMin => Reduction.Min,
        _ => Reduction.Product,
    };

    /// <summary>What matters inside the kernel is only whether an operand moves along the vector axis.</summary>
    private static Broadcast Classify(Shape operand, Shape result, AxisBlocks blocks)
    {
        if (operand.Count == 1) return Broadcast.All;
        var strides = Strides(operand, result, blocks);
        var (size, stride) = blocks.Inner.Is(1) ? (blocks.Depth, strides.Depth) : (blocks.Inner, strides.Inner);
        return size != 1 && stride == 0 ? Broadcast.Columns : Broadcast.None;
    }

    /// <summary>An operand's strides along the three blocks of axes; null where one stride does not walk a block.</summary>
    private static (Dimension? Outer, Dimension? Depth, Dimension? Inner) Strides(Shape operand, Shape result, AxisBlocks blocks)
    {
        var strides = Broadcasting.Strides(operand, result);
        return (Stride(0, blocks.First), Stride(blocks.First, blocks.End), Stride(blocks.End, result.Rank));

        Dimension? Stride(int from, int to) =>
            Broadcasting.Collapse([.. result.Skip(from).Take(to - from)], [strides[from..to]]) is (_, [[var stride]]) ? stride : null;
    }

    /// <summary>The input as [outer, folded, inner].</summary>
    private static AxisBlocks Blocks(Node node)
    {
        var shape = node.Inputs[0]!.Type.Shape;
        var axes = ((ReduceOperator)node.Operator).Axes(shape, node.Inputs.ElementAtOrDefault(1)?.Constant?.ToIntegers());
        var (first, end) = axes.Length == 0 ? (shape.Rank, shape.Rank) : (axes[0], axes[^1] + 1);
        return new AxisBlocks(first, end, shape.Product(0, first), shape.Product(first, end), shape.Product(end, shape.Rank));
    }

    /// <summary>The folded axes, from <paramref name="First"/> to before <paramref name="End"/>, and the sizes of the blocks.</summary>
    private readonly record struct AxisBlocks(int First, int End, Dimension Outer, Dimension Depth, Dimension Inner);
}
