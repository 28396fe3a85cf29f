using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>Calls of the copying kernel. Elements are moved as they are, by their size, so that no bit of them changes.</summary>
internal static class StridedCopies
{
    /// <summary>A call that copies a block of elements.</summary>
    /// <param name="context">What is lowered.</param>
    /// <param name="sizes">The block.</param>
    /// <param name="from">Where it is read.</param>
    /// <param name="to">Where it is written.</param>
    /// <param name="label">The nodes that it computes, for people.</param>
    public static LoweredCall Copy(LoweringContext context, IReadOnlyList<Dimension> sizes, CopyView from, CopyView to, string label)
    {
        var unit = UnitOf(from.Value.Type.Element);
        var scale = from.Value.Type.Element.Size() / unit.Size();
        Dimension[] all = [.. sizes, scale];
        var (merged, strides) = Broadcasting.Collapse(all, [Scaled(from.Strides), Scaled(to.Strides)]);
        var walk = Step(strides[1]) != 1 ? CopyWalk.Strided : Step(strides[0]) switch
        {
            1 => CopyWalk.Contiguous,
            0 => CopyWalk.Fill,
            _ => CopyWalk.Strided,
        };
        var spec = new StridedCopySpec(context.Target, unit, merged.Length, walk);
        var kernel = KernelCache.Get(context.Target, spec.Key, () => StridedCopy.Kernel(spec));
        Dimension[] numbers = [.. merged, from.First * scale, .. strides[0], to.First * scale, .. strides[1]];
        return new LoweredCall(kernel, [from.Value, to.Value], numbers, StridedCopySpec.Tiles(merged), new CallCost(merged), label);

        static int? Step(Dimension[] steps) => steps[^1].IsKnown ? steps[^1].Size : null;

        // A long element is two units behind one another.
        Dimension[] Scaled(IReadOnlyList<Dimension> own) => [.. own.Select(s => s * scale), 1];
    }

    /// <summary>The kernel, sizes and tiles that copy so many bytes.</summary>
    public static (Kernel Kernel, int[] Sizes, int Tiles) OfBytes(Target target, long bytes)
    {
        var unit = bytes % 4 == 0 ? ElementType.Int32 : ElementType.UInt8;
        var spec = new StridedCopySpec(target, unit, 1, CopyWalk.Contiguous);
        var count = checked((int)(bytes / unit.Size()));
        var kernel = KernelCache.Get(target, spec.Key, () => StridedCopy.Kernel(spec));
        return (kernel, [count, 0, 1, 0, 1], StridedCopySpec.Tiles([count]).Size);
    }

    /// <summary>What elements of a type are moved as.</summary>
    public static ElementType UnitOf(ElementType element) => element.Size() switch
    {
        1 => ElementType.UInt8,
        2 => ElementType.UInt16,
        _ => ElementType.Int32,
    };
}

/// <summary>A tensor as a copy walks it.</summary>
/// <param name="Value">The tensor.</param>
/// <param name="First">The place of the block's first element in it.</param>
/// <param name="Strides">The distance of neighbouring elements along each axis of the block.</param>
internal sealed record CopyView(Value Value, Dimension First, IReadOnlyList<Dimension> Strides)
{
    /// <summary>A whole tensor where it lies.</summary>
    public static CopyView Of(LoweringContext context, Value value) => new(value, 0, context.Views.Strides(value));

    /// <summary>Whether a value lies where the view begins, so that nothing is copied there.</summary>
    public bool Holds(LoweringContext context, Value value)
    {
        var (own, home) = (context.Views.Of(LoweringContext.Root(value)), context.Views.Of(LoweringContext.Root(Value)));
        return own.Holder == home.Holder && own.First == home.First + First;
    }

    /// <summary>The view moved along an axis.</summary>
    public CopyView Moved(int axis, Dimension by) => this with { First = First + (by * Strides[axis]) };

    /// <summary>The view with the stride of an axis multiplied: −1 walks it backwards, 0 repeats one element.</summary>
    public CopyView Stretched(int axis, int factor) => this with { Strides = [.. Strides.Select((s, a) => a == axis ? s * factor : s)] };
}
