using Bantam.Graphs;
using Bantam.Kernels.Templates;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>
/// A right factor that is known when the plan is made, in the order in which tiles read it: panel after panel, each as wide as a tile.
/// Rows that lie far apart cost a page of the address table each, and lie over one another in the cache where their distance is a power
/// of two. Factors that are interleaved are packed on every target: they are in an order of their own already.
/// </summary>
internal static class PackedFactor
{
    /// <summary>The factor packed; null where it is computed, has one panel, fits the cache, or is another for each outer index.</summary>
    public static Value? Of(GemmProblem problem, GemmSpec spec)
    {
        var (_, n, depth) = problem.Size;
        var isRead = spec.Walk is GemmWalk.Matrix or GemmWalk.Patches && spec.Outer == 0 && problem.RightStep == n;
        if (!isRead || !(spec.Target.PacksConstants || spec.Together > 1) || n <= spec.Width) return null;
        if (problem.Right.Constant is not { } constant || constant.Type.Bytes <= spec.Target.L1Bytes) return null;
        var packed = Pack(constant, n, depth, spec.Width);
        return new Value("packed", packed.Type) { Constant = packed };
    }

    private static Tensor Pack(Tensor factor, int n, int depth, int width)
    {
        var size = factor.Element.Size();
        var panels = (n + width - 1) / width;
        var packed = new Tensor(new TensorType(factor.Element, Shape.Of(panels, depth, width)));
        var from = factor.Bytes;
        var to = packed.Bytes;
        for (var panel = 0; panel < panels; panel++)
        {
            var columns = Math.Min(width, n - (panel * width)) * size;
            for (var k = 0; k < depth; k++)
                from.Slice(((k * n) + (panel * width)) * size, columns).CopyTo(to[(((panel * depth) + k) * width * size)..]);
        }

        return packed;
    }
}
