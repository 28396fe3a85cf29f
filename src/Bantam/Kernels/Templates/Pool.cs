using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// The largest or the mean of each window of a channels-last image without padding; the channels are the vector axis. A tile is one
/// row of output pixels. Sizes: the output's height, width and channels, the image's strides for an image, a row and a pixel of the
/// output, and for a row of the window; then a row stride for each tensor of the epilogue.
/// </summary>
public static class Pool
{
    /// <summary>The kernel.</summary>
    public static Kernel Kernel(PoolSpec spec) => Kernels.Kernel.Define(spec.IsMaximum ? "max-pool" : "average-pool", spec.Target, f =>
    {
        var (height, width, channels) = (f.Size("height"), f.Size("width"), f.Size("channels"));
        var (imageStride, rowStride, pixelStride, tapStride) = (f.Size("imageStride"), f.Size("rowStride"), f.Size("pixelStride"), f.Size("tapStride"));
        var image = f.Buffer("image", spec.Element);
        var epilogue = new FusionBinding(f, spec.Epilogue, outerDimensions: 1);
        f.Tiles(tile =>
        {
            var batch = f.Let(tile / height, "batch");
            var line = f.Let(image + ((batch * imageStride) + ((tile - (batch * height)) * rowStride)), "line");
            f.For(width, x =>
            {
                var pixel = f.Let(line + (x * pixelStride), "pixel");
                var rows = Enumerable.Range(0, spec.Kernel.Height).Select(ky => ky == 0 ? pixel : f.Let(pixel + (tapStride * ky), "row")).ToArray();
                var output = f.Let((tile * width) + x, "output");
                var place = epilogue.At(output);
                var whole = f.Let(channels / f.Lanes * f.Lanes, "whole");
                f.For(0, whole, f.Lanes, c => Window(c, null));
                if (f.Lanes > 1) f.If(whole < channels, () => Window(whole, channels - whole));

                void Window(Expr channel, Expr? count)
                {
                    Local? result = null;
                    foreach (var row in rows)
                    {
                        for (var kx = 0; kx < spec.Kernel.Width; kx++)
                        {
                            var tap = LoadVector(row + (channels * kx) + channel);
                            if (result is null) result = f.Let(tap, "window");
                            else f.Set(result, spec.IsMaximum ? Max(result, tap) : result + tap);
                        }
                    }

                    Expr value = spec.IsMaximum ? result! : result! * Constant.Of(KernelTypes.Of(spec.Element), 1.0 / (spec.Kernel.Height * spec.Kernel.Width));
                    epilogue.Apply(place, channel, [f.Name(value)], count, () => Splat.Of(ToI32((output * channels) + channel)) + new LaneIndex());
                }
            });
        });
    });
}
