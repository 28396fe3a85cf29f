using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// Images with a margin of one number around them, in one pass: a tile is a line of the result. Sizes: the lines of a result, the first
/// with something inside and how many have that; the elements of a line before the inside, in it, and after; the result's strides from
/// image to image and from line to line, then those of the input, where there is one.
/// </summary>
public static class PadLines
{
    /// <summary>The kernel.</summary>
    public static Kernel Kernel(PadLinesSpec spec) => Kernels.Kernel.Define(spec.IsFrame ? "pad-frame" : "pad-lines", spec.Target, f =>
    {
        var (lines, first, inside) = (f.Size("lines"), f.Size("first"), f.Size("inside"));
        var (before, width, after) = (f.Size("before"), f.Size("width"), f.Size("after"));
        var number = f.Buffer("number", spec.Storage);
        var (imageStride, lineStride) = (f.Size("imageStride"), f.Size("lineStride"));
        var input = spec.IsFrame ? null : f.Buffer("input", spec.Storage);
        var (inputImage, inputLine) = spec.IsFrame ? (null, null) : (f.Size("inputImage"), f.Size("inputLine"));
        var output = f.Buffer("output", spec.Storage, Access.Write);
        f.Tiles(tile =>
        {
            var value = f.Let(Splat.Of(LoadScalar(number)), "value");
            var image = f.Let(tile / lines, "image");
            var line = f.Let(tile - (image * lines), "line");
            var place = f.Let(output + ((image * imageStride) + (line * lineStride)), "place");
            var end = f.Let(before + width, "end");
            f.If((first <= line) & (line < first + inside), Inside, () => Fill(0, end + after));

            void Inside()
            {
                Fill(0, before);
                if (input is not null)
                    f.CopyRow(
                        f.Let(input + ((image * inputImage!) + ((line - first) * inputLine!)), "source"), f.Let(place + before, "middle"),
                        0, width);
                Fill(end, end + after);
            }

            void Fill(Expr from, Expr to) => f.Vectors(from, f.Let(to, "to"), (i, count) => f.Store(place + i, value, 0, count));
        });
    });
}
