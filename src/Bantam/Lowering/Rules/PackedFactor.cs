using System.Runtime.CompilerServices;
using Bantam.Graphs;
using Bantam.Kernels.Templates;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>
/// A right factor that is known when the plan is made, in the order in which tiles read it: panel after panel, each as wide as a tile.
/// Rows that lie far apart cost a page of the address table each, and lie over one another in the cache where their distance is a power
/// of two.
/// </summary>
internal static class PackedFactor
{
    /// <summary>The packed factors that plans have, by factor and width.</summary>
    private static readonly ConditionalWeakTable<Tensor, Dictionary<int, WeakReference<Tensor>>> Known = [];

    /// <summary>The factor packed; null where it is computed, has one panel, fits the cache, or is another for each outer index.</summary>
    public static Value? Of(GemmProblem problem, GemmSpec spec)
    {
        var (_, n, depth) = problem.Size;
        var isRead = spec.Walk is GemmWalk.Matrix or GemmWalk.Patches && spec.Outer == 0 && problem.RightStep == n;
        if (!isRead || !spec.Target.PacksConstants || n <= spec.Width) return null;
        if (problem.Right.Constant is not { } constant || constant.Type.Bytes <= spec.Target.L1Bytes) return null;
        var known = Known.GetOrCreateValue(constant);
        Tensor? packed;
        lock (known)
        {
            if (!known.TryGetValue(spec.Width, out var last) || !last.TryGetTarget(out packed))
                known[spec.Width] = new WeakReference<Tensor>(packed = Pack(constant, n, depth, spec.Width));
        }

        return new Value("packed", packed.Type) { Constant = packed };
    }

    private static Tensor Pack(Tensor factor, int n, int depth, int width)
    {
        var (size, panels) = (factor.Element.Size(), (n + width - 1) / width);
        var packed = new TensorType(factor.Element, Shape.Of(panels, depth, width));
        var block = new NativeBlock(packed.Bytes);

        // Of a factor with its axes in another order the elements are fetched from where they lie.
        var (from, sizes, strides) = factor.Source is { } source ? (source.Physical, factor.Shape.Sizes, source.Strides())
            : (factor, [depth, n], [n, 1]);
        for (var first = 0; first < n; first += width)
        {
            sizes[^1] = Math.Min(width, n - first);
            var panel = block.Span((long)first * depth * size, (long)depth * width * size);
            StridedElements.Copy(from.Bytes[(first * strides[^1] * size)..], size, sizes, strides, panel, width);
        }

        return new Tensor(packed, block);
    }
}
