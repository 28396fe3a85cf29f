using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// The pixels of a channels-last convolution of the products of Winograd's algorithm: one matrix [tiles, channels] for each product of a
/// tile. A tile is one of them. Sizes: the tiles down and across, the channels, the height and width of the result, and the elements from
/// one matrix to the next; then for each tensor of the epilogue a stride along the batch, the height and the width.
/// </summary>
public static class WinogradOutput
{
    /// <summary>Text that is equal for equal kernels.</summary>
    public static string Key(WinogradTransform transform, Fusion epilogue) => $"winograd-output {transform.Outputs} {epilogue.Key}";

    /// <summary>The kernel.</summary>
    public static Kernel Kernel(Target target, WinogradTransform transform, Fusion fusion) =>
        Kernels.Kernel.Define("winograd-output", target, f =>
        {
            var (down, across, channels) = (f.Size("down"), f.Size("across"), f.Size("channels"));
            var (height, width, matrix) = (f.Size("height"), f.Size("width"), f.Size("matrix"));
            var products = f.Buffer("products", ElementType.Float);
            var epilogue = new FusionBinding(f, fusion, outerDimensions: 3);
            var n = transform.Inputs;
            f.Tiles(tile =>
            {
                var indices = f.Digits(tile, [down, across]);
                var (y, x) = (f.Let(indices[1] * transform.Outputs, "y"), f.Let(indices[2] * transform.Outputs, "x"));
                var place = f.Let(products + (tile * channels), "place");
                var begin = epilogue.At(indices[0]);
                f.For(0, channels, f.Lanes, channel =>
                {
                    var at = f.Let(place + channel, "at");
                    var lines = new Expr[n][];
                    for (var i = 0; i < n; i++)
                    {
                        var line = i;
                        var loaded = Enumerable.Range(0, n).Select(j => f.Let(LoadVector(at + (matrix * ((line * n) + j))), "p"));
                        lines[i] = f.NameAll(transform.Sums([.. loaded]), "t");
                    }

                    var shared = new Dictionary<int, Expr>();
                    epilogue.Preload(begin, channel, shared);
                    var count = f.Let(channels - channel, "count");
                    for (var j = 0; j < transform.Outputs; j++)
                    {
                        var (column, pixel) = (j, f.Let(x + j, "pixel"));
                        f.If(pixel < width, () =>
                        {
                            var sums = f.NameAll(transform.Sums([.. lines.Select(line => line[column])]), "sum");
                            for (var i = 0; i < sums.Length; i++)
                            {
                                var (sum, line) = (sums[i], y + i);
                                f.If(line < height, () => epilogue.Apply(
                                    epilogue.Advance(begin, 1, line, pixel), channel, [sum], count,
                                    () => Splat.Of(ToI32(epilogue.Index([indices[0], line, pixel], channel))) + new LaneIndex(), shared));
                            }
                        });
                    }
                });
            });
        });
}
