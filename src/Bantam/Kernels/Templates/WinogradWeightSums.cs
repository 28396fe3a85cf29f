using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// The gradients of weights [3, 3, channels, outputs] of the products of Winograd's algorithm: one matrix [channels, outputs] for each
/// product of a tile. A tile is a channel. Sizes: the channels, the outputs, and the elements from one matrix to the next; then for each
/// tensor of the epilogue a stride down, across, and along the channels.
/// </summary>
public static class WinogradWeightSums
{
    /// <summary>Text that is equal for equal kernels.</summary>
    public static string Key(WinogradTransform transform, Fusion epilogue) => $"winograd-weight-sums {transform.Outputs} {epilogue.Key}";

    /// <summary>The kernel.</summary>
    public static Kernel Kernel(Target target, WinogradTransform transform, Fusion fusion) =>
        Kernels.Kernel.Define("winograd-weight-sums", target, f =>
        {
            f.Size("channels");
            var (outputs, matrix) = (f.Size("outputs"), f.Size("matrix"));
            var products = f.Buffer("products", ElementType.Float);
            var epilogue = new FusionBinding(f, fusion, outerDimensions: 3);
            var n = transform.Inputs;
            f.Tiles(channel =>
            {
                var place = f.Let(products + (channel * outputs), "place");
                var begin = epilogue.Advance(epilogue.At(), 2, channel);
                f.For(0, outputs, f.Lanes, column =>
                {
                    var at = f.Let(place + column, "at");
                    var lines = new Expr[n][];
                    for (var i = 0; i < n; i++)
                    {
                        var line = i;
                        var loaded = Enumerable.Range(0, n).Select(j => f.Let(LoadVector(at + (matrix * ((line * n) + j))), "p"));
                        lines[i] = f.NameAll(transform.WeightSums([.. loaded]), "t");
                    }

                    var shared = new Dictionary<int, Expr>();
                    epilogue.Preload(begin, column, shared);
                    var count = f.Let(outputs - column, "count");
                    for (var x = 0; x < WinogradTransform.Window; x++)
                    {
                        var across = x;
                        var sums = f.NameAll(transform.WeightSums([.. lines.Select(line => line[across])]), "sum");
                        for (var y = 0; y < sums.Length; y++)
                        {
                            var down = y;
                            epilogue.Apply(
                                epilogue.Advance(begin, 0, down, across), column, [sums[y]], count,
                                () => Splat.Of(ToI32(epilogue.Index([down, across, channel], column))) + new LaneIndex(), shared);
                        }
                    }
                });
            });
        });
}
