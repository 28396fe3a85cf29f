using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// The gradient of a channels-last convolution as Winograd's algorithm multiplies it for that of the weights: one matrix
/// [tiles, channels] for each product of a tile. A tile is one of them. Sizes: the tiles down and across, the channels, the gradient's
/// height and width, and the elements from one matrix to the next.
/// </summary>
/// <remarks>What the last tiles have beyond the gradient counts as zero: the last pixels are read again, times 0.</remarks>
public static class WinogradGradients
{
    /// <summary>Text that is equal for equal kernels.</summary>
    public static string Key(WinogradTransform transform) => $"winograd-gradients {transform.Outputs}";

    /// <summary>The kernel.</summary>
    public static Kernel Kernel(Target target, WinogradTransform transform) => Kernels.Kernel.Define("winograd-gradients", target, f =>
    {
        var (down, across, channels) = (f.Size("down"), f.Size("across"), f.Size("channels"));
        var (height, width, matrix) = (f.Size("height"), f.Size("width"), f.Size("matrix"));
        var gradient = f.Buffer("gradient", ElementType.Float);
        var values = f.Buffer("values", ElementType.Float, Access.Write);
        var (sums, n) = (transform.Outputs, transform.Inputs);
        f.Tiles(tile =>
        {
            var indices = f.Digits(tile, [down, across]);
            var line = f.Let(width * channels, "lineStride");
            var first = f.Let(gradient + (indices[0] * height * line), "gradient");
            var (y, x) = (f.Let(indices[1] * sums, "y"), f.Let(indices[2] * sums, "x"));
            Local[] lines = [.. Places(y, height).Select(place => f.Let(first + (place * line), "line"))];
            Local[] pixels = [.. Places(x, width).Select(place => f.Let(place * channels, "pixel"))];
            var place = f.Let(values + (tile * channels), "place");
            f.If((y + sums <= height) & (x + sums <= width), () => Transform(null), () => Transform((Inside(y, height), Inside(x, width))));

            void Transform((Local[] Lines, Local[] Pixels)? inside) => f.For(0, channels, f.Lanes, channel =>
            {
                // Down each column of the tile, then along each line.
                var columns = Enumerable.Range(0, sums)
                    .Select(j => f.NameAll(transform.Gradients([.. Enumerable.Range(0, sums).Select(i => Value(i, j))]), "t")).ToArray();
                var at = f.Let(place + channel, "at");
                f.If(channel + f.Lanes <= channels, () => StoreAll(null), () => StoreAll(channels - channel));

                Expr Value(int i, int j)
                {
                    var loaded = LoadVector(lines[i] + pixels[j] + channel);
                    return f.Let(inside is var (down, across) ? loaded * Splat.Of(down[i] * across[j]) : loaded, "d");
                }

                void StoreAll(Expr? count)
                {
                    for (var i = 0; i < n; i++)
                    {
                        var results = f.NameAll(transform.Gradients([.. columns.Select(column => column[i])]), "v");
                        for (var j = 0; j < n; j++) f.Store(at + (matrix * ((i * n) + j)), results[j], 0, count);
                    }
                }
            });
        });

        IEnumerable<Expr> Places(Expr begin, Local size) => Enumerable.Range(0, sums).Select(i => Min(begin + i, size - 1));

        // 1 of the places that are inside, 0 of the others.
        Local[] Inside(Expr begin, Local size) =>
            [.. Enumerable.Range(0, sums).Select(i => f.Let(ToF32(Max(Min(size - begin - i, 1), 0)), "inside"))];
    });
}
