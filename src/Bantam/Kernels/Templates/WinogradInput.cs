using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// The values of the tiles of a channels-last image as Winograd's algorithm multiplies them: one matrix [tiles, channels] for
/// each product of a tile. A tile is one of them. Sizes: the tiles down and across, the channels, the image's height and width and
/// its strides along the batch, the height and the width, and the elements from one matrix to the next.
/// </summary>
/// <remarks>
/// Tiles overlap by two pixels. What the last ones have beyond the image follows no sum that is stored; they read the last pixels again.
/// </remarks>
public static class WinogradInput
{
    /// <summary>Text that is equal for equal kernels.</summary>
    public static string Key(WinogradTransform transform) => $"winograd-input {transform.Outputs}";

    /// <summary>The kernel.</summary>
    public static Kernel Kernel(Target target, WinogradTransform transform) => Kernels.Kernel.Define("winograd-input", target, f =>
    {
        var (down, across, channels) = (f.Size("down"), f.Size("across"), f.Size("channels"));
        var (height, width) = (f.Size("height"), f.Size("width"));
        Local[] strides = [f.Size("batchStride"), f.Size("lineStride"), f.Size("pixelStride")];
        var matrix = f.Size("matrix");
        var image = f.Buffer("image", ElementType.Float);
        var values = f.Buffer("values", ElementType.Float, Access.Write);
        var n = transform.Inputs;
        f.Tiles(tile =>
        {
            var indices = f.Digits(tile, [down, across]);
            var first = f.Let(image + (indices[0] * strides[0]), "image");
            Local[] lines = [.. Places(indices[1], height).Select(y => f.Let(first + (y * strides[1]), "line"))];
            Local[] pixels = [.. Places(indices[2], width).Select(x => f.Let(x * strides[2], "pixel"))];
            var place = f.Let(values + (tile * channels), "place");
            f.For(0, channels, f.Lanes, channel =>
            {
                // Down each column of the tile, then along each line.
                var columns = pixels
                    .Select(pixel => f.NameAll(transform.Values([.. lines.Select(l => f.Let(LoadVector(l + pixel + channel), "d"))]), "t"))
                    .ToArray();
                var at = f.Let(place + channel, "at");
                f.If(
                    channel + f.Lanes <= channels,
                    () => StoreAll(null), () => StoreAll(channels - channel));

                void StoreAll(Expr? count)
                {
                    for (var i = 0; i < n; i++)
                    {
                        var line = f.NameAll(transform.Values([.. columns.Select(column => column[i])]), "v");
                        for (var j = 0; j < n; j++) f.Store(at + (matrix * ((i * n) + j)), line[j], 0, count);
                    }
                }
            });
        });

        IEnumerable<Expr> Places(Expr tile, Local size) =>
            Enumerable.Range(0, n).Select(i => Min((tile * transform.Outputs) + i, size - 1));
    });
}
