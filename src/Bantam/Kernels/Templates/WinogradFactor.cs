using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// Weights [3, 3, channels, outputs] as Winograd's algorithm multiplies them: one matrix [channels, outputs] for each product of a tile,
/// in panels of some columns. A tile is a channel of a panel. Sizes: the columns of a panel, the channels, the outputs, and the elements
/// from one matrix to the next.
/// </summary>
public static class WinogradFactor
{
    /// <summary>Text that is equal for equal kernels.</summary>
    public static string Key(WinogradTransform transform) => $"winograd-factor {transform.Outputs}";

    /// <summary>The kernel.</summary>
    public static Kernel Kernel(Target target, WinogradTransform transform) => Kernels.Kernel.Define("winograd-factor", target, f =>
    {
        var (width, channels, outputs, matrix) = (f.Size("width"), f.Size("channels"), f.Size("outputs"), f.Size("matrix"));
        var weights = f.Buffer("weights", ElementType.Float);
        var factor = f.Buffer("factor", ElementType.Float, Access.Write);
        var n = transform.Inputs;
        f.Tiles(tile =>
        {
            var panel = f.Let(tile / channels, "panel");
            var first = f.Let(panel * width, "first");
            var from = f.Let(weights + (((tile - (panel * channels)) * outputs) + first), "from");
            var to = f.Let(factor + (tile * width), "to");
            var tap = f.Let(channels * outputs, "tap");
            var count = f.Let(Min(width, outputs - first), "count");
            f.For(0, count, f.Lanes, column =>
            {
                // Down each column of the window, then along each line.
                var columns = Enumerable.Range(0, WinogradTransform.Window).Select(x => f.NameAll(transform.Weights(
                    [.. Enumerable.Range(0, WinogradTransform.Window).Select(y => Weight(y, x))]), "t")).ToArray();
                var at = f.Let(to + column, "at");
                f.If(column + f.Lanes <= count, () => StoreAll(null), () => StoreAll(count - column));

                Expr Weight(int y, int x) => f.Let(LoadVector(from + (tap * ((y * WinogradTransform.Window) + x)) + column), "g");

                void StoreAll(Expr? lanes)
                {
                    for (var i = 0; i < n; i++)
                    {
                        var line = f.NameAll(transform.Weights([.. columns.Select(c => c[i])]), "w");
                        for (var j = 0; j < n; j++) f.Store(at + (matrix * ((i * n) + j)), line[j], 0, lanes);
                    }
                }
            });
        });
    });
}
