using Bantam.Graphs;
using Bantam.Kernels.Templates;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>Calls of the scattering kernel.</summary>
internal static class ScatterCalls
{
    /// <summary>A call that brings rows to [outer, rows, inner].</summary>
    /// <param name="spec">The kernel's.</param>
    /// <param name="group">What it computes.</param>
    /// <param name="blocks">The output's axes.</param>
    /// <param name="buffers">Indices, updates, output.</param>
    public static LoweredCall Scatter(
        ScatterRowsSpec spec, Group group, (Dimension Outer, Dimension Rows, Dimension Inner) blocks, Value[] buffers)
    {
        var (outer, rows, inner) = blocks;
        var count = buffers[0].Type.Shape.Count;
        var kernel = KernelCache.Get(spec.Target, spec.Key, () => ScatterRows.Kernel(spec));
        var check = new LoweredCheck(group.Anchor!, rows);
        var cost = new CallCost(outer, spec.Clears ? count + rows : count, inner);
        Dimension[] sizes = [outer, rows, inner, count];
        var tiles = spec.Tiles(outer, inner);
        return new LoweredCall(kernel, [.. buffers, check.Outside], sizes, tiles, cost, group.ToString()) { Check = check };
    }
}
