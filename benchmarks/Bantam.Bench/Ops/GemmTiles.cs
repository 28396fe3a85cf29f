using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Lowering;
using Bantam.Plans;

namespace Bantam.Bench.Ops;

/// <summary>Calls that compute what a call of the matrix product template does, with other tiles.</summary>
internal static class GemmTiles
{
    private const int MostColumns = 4;
    private const int FewestRows = 2;

    /// <summary>Whether a call is one product of that template, of matrices or of images with two axes, on factors as they lie.</summary>
    public static bool IsGemm(KernelCall call) => call.Kernel.Name.StartsWith("gemm ", StringComparison.Ordinal)
        && call.Kernel.Sizes.Any(s => s.Name.StartsWith("bDepth", StringComparison.Ordinal))
        && !call.Kernel.Sizes.Any(s => s.Name.StartsWith("aOuter", StringComparison.Ordinal))
        && !call.Kernel.Sizes.Any(s => s.Name.StartsWith("a3", StringComparison.Ordinal));

    /// <summary>The call with each tile that fits the registers. A product that nothing is fused to is meant.</summary>
    /// <param name="call">The call of a plan.</param>
    /// <param name="workBytes">The plan's work memory; what blocked products keep lies behind it.</param>
    public static IEnumerable<KernelCall> Of(KernelCall call, long workBytes)
    {
        var target = call.Kernel.Target;
        var (m, n) = (call.Sizes[0], call.Sizes[1]);
        var line = LineOf(call);
        for (var columns = 1; columns <= MostColumns && (columns - 1) * target.Lanes < n; columns++)
        {
            for (var rows = Math.Min(FewestRows, m); ((rows + 1) * columns) + 1 <= target.Registers && rows <= m; rows++)
            {
                foreach (var step in rows <= line.Length.Size ? [line.Step.Size, null] : (int?[])[null])
                {
                    var spec = new GemmSpec(target, rows, columns, Fusion.None, WalkOf(call.Kernel), IsBlocked(call.Kernel), step);
                    if (TryBuild(spec) is not { } kernel) continue;
                    var kept = new Placement(Region.Work, workBytes, KeptBytes(spec, m, n, line));
                    IReadOnlyList<Placement> buffers =
                        spec.IsBlocked ? [.. call.Buffers.Take(2), kept, .. call.Buffers.Skip(3)] : call.Buffers;
                    yield return call with { Kernel = kernel, Buffers = buffers, Tiles = spec.Tiles(m, n, line).Size };
                }
            }
        }
    }

    /// <summary>The most bytes that <see cref="Of"/> uses behind a plan's own.</summary>
    public static long ExtraBytes(KernelCall call) =>
        IsBlocked(call.Kernel)
            ? 4 * KeptBytes(
            new GemmSpec(call.Kernel.Target, call.Kernel.Target.Registers, 1, Fusion.None), call.Sizes[0], call.Sizes[1], LineOf(call)) : 0;

    private static bool IsBlocked(Kernel kernel) => kernel.Sizes.Any(s => s.Name.StartsWith("block", StringComparison.Ordinal));

    private static GemmWalk WalkOf(Kernel kernel) =>
        kernel.Sizes.Any(s => s.Name.StartsWith("m1", StringComparison.Ordinal)) ? GemmWalk.Patches : GemmWalk.Matrix;

    /// <summary>Sizes are m, n and the stride of B; then k and the stride of a row, or two row dimensions and three strides.</summary>
    private static GemmLine LineOf(KernelCall call) =>
        WalkOf(call.Kernel) == GemmWalk.Matrix ? new GemmLine(call.Sizes[0], call.Sizes[4]) : new GemmLine(call.Sizes[4], call.Sizes[7]);

    private static long KeptBytes(GemmSpec spec, int m, int n, GemmLine line) =>
        Placement.Footprint((long)spec.Tiles(m, n, line).Size * spec.TileElements * sizeof(float));

    private static Kernel? TryBuild(GemmSpec spec)
    {
        try
        {
            return KernelCache.Get(spec.Target, spec.Key, () => Gemm.Kernel(spec));
        }
        catch (KernelException)
        {
            return null; // more code than a kernel may have
        }
    }
}
