using System.Runtime.CompilerServices;
using Bantam.Graphs;
using Bantam.Kernels.Templates;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>
/// A right factor in the order in which tiles read it: panel after panel, each as wide as a tile. Rows that lie far apart cost a page
/// of the address table each, and lie over one another in the cache where their distance is a power of two. What is known when the
/// plan is made is packed then; what is computed is packed in each run where enough rows are multiplied with it. Factors that are
/// interleaved are packed on every target: they are in an order of their own already.
/// </summary>
/// <param name="Value">The packed factor.</param>
/// <param name="Calls">What packs it.</param>
internal sealed record PackedFactor(Value Value, IReadOnlyList<LoweredCall> Calls)
{
    /// <summary>With fewer rows packing takes longer than it spares: it moves each element once, and every row reads all of them.</summary>
    private const int FewestRows = 192;

    /// <summary>The packed factors that plans have, by factor and width.</summary>
    private static readonly ConditionalWeakTable<Tensor, Dictionary<int, WeakReference<Tensor>>> Known = [];

    /// <summary>
    /// The factor packed; null where that gains nothing: it has one panel, fits the cache, or is another for each outer index.
    /// </summary>
    public static PackedFactor? Of(GemmProblem problem, GemmSpec spec, LoweringContext context, string label)
    {
        var (m, n, depth) = problem.Size;
        var isRead = spec.Group is null && spec.Outer == 0;
        if (!isRead || !(spec.Target.PacksConstants || spec.Together > 1) || n.Decide(columns => columns <= spec.Width)) return null;
        var size = problem.Right.Type.Element.Size();
        if (problem.Right.Type.Shape.Count.Decide(count => (long)count * size <= spec.Target.L1Bytes)) return null;
        if (problem.Right.Constant is not { } constant)
        {
            var repeats = context.Bands.Repeats;
            var isFew = spec.Walk != GemmWalk.Matrix || m.Decide(rows => (long)rows * repeats < FewestRows);
            return isFew ? null : InEachRun(problem, spec, context, label);
        }

        if (problem.RightStep != n) return null;
        var packed = Packed(constant, n.Size, depth.Size, spec.Width);
        return new PackedFactor(new Value("packed", packed.Type) { Constant = packed }, []);
    }

    /// <summary>Copies whole panels, then what is left of a narrower one.</summary>
    private static PackedFactor InEachRun(GemmProblem problem, GemmSpec spec, LoweringContext context, string label)
    {
        var (width, (_, n, depth)) = (spec.Width, problem.Size);
        var panels = (n + width - 1) / width;
        var packed = new Value("packed", new TensorType(problem.Right.Type.Element, new Shape(panels, depth, width)));
        var (from, to) = (new CopyView(problem.Right, 0, [width, problem.RightStep, 1]), CopyView.Of(context, packed));
        var calls = new List<LoweredCall> { StridedCopies.Copy(context, [n / width, depth, width], from, to, $"pack {label}") };
        if (n % width != 0)
        {
            Dimension[] rest = [1, depth, n % width];
            calls.Add(StridedCopies.Copy(context, rest, from.Moved(0, n / width), to.Moved(0, n / width), $"pack {label}"));
        }

        return new PackedFactor(packed, calls);
    }

    /// <summary>The packed factor that a plan has already, or a new one.</summary>
    private static Tensor Packed(Tensor factor, int n, int depth, int width)
    {
        var known = Known.GetOrCreateValue(factor);
        lock (known)
        {
            if (known.TryGetValue(width, out var last) && last.TryGetTarget(out var packed)) return packed;
            packed = Pack(factor, n, depth, width);
            known[width] = new WeakReference<Tensor>(packed);
            return packed;
        }
    }

    private static Tensor Pack(Tensor factor, int n, int depth, int width)
    {
        var (size, panels) = (factor.Element.Size(), (n + width - 1) / width);
        var packed = new TensorType(factor.Element, Shape.Of(panels, depth, width));
        var block = new NativeBlock(packed.Bytes);

        // Of a factor with its axes in another order the elements are fetched from where they lie.
        var (from, sizes, strides) = factor.Source is { } source
            ? (source.Physical, factor.Shape.Sizes, source.Strides())
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
