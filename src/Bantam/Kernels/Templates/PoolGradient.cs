using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// Carries the gradient of a pooled channels-last image without padding back to the image: to the first largest element of each
/// window, or to all in equal shares. A tile is one row of windows where they tile the image, else one image, since windows that
/// overlap add up. Sizes: the pooled height, width and channels, the image's height and width in elements of a row of pixels, the
/// strides of windows in pixels down and across; then a row stride for each tensor of the epilogue.
/// </summary>
public static class PoolGradient
{
    /// <summary>How many tiles there are.</summary>
    public static int Tiles(PoolGradientSpec spec, int batch, int height) => spec.IsTiling ? batch * height : batch;

    /// <summary>The kernel.</summary>
    public static Kernel Kernel(PoolGradientSpec spec) => Kernels.Kernel.Define(spec.IsMaximum ? "max-pool-gradient" : "average-pool-gradient", spec.Target, f =>
    {
        var (height, width, channels) = (f.Size("height"), f.Size("width"), f.Size("channels"));
        var (imageHeight, imageWidth, down, across) = (f.Size("imageHeight"), f.Size("imageWidth"), f.Size("down"), f.Size("across"));
        var image = spec.IsMaximum ? f.Buffer("image", ElementType.Float) : null;
        var pooled = spec.IsMaximum ? f.Buffer("pooled", ElementType.Float) : null;
        var gradient = f.Buffer("gradient", ElementType.Float);
        var epilogue = spec.IsTiling ? new FusionBinding(f, spec.Epilogue, outerDimensions: 1) : null;
        var result = spec.IsTiling ? null : f.Buffer("result", ElementType.Float, Access.ReadWrite);
        f.Tiles(tile =>
        {
            if (spec.IsTiling)
            {
                var batch = f.Let(tile / height, "batch");
                Row(batch, tile - (batch * height));
                return;
            }

            var area = f.Let(imageHeight * imageWidth * channels, "area");
            var own = f.Let(result! + (tile * area), "own");
            var wholeArea = f.Let(area / f.Lanes * f.Lanes, "wholeArea");
            f.For(0, wholeArea, f.Lanes, i => f.Store(own + i, Splat.Of(0f)));
            if (f.Lanes > 1) f.If(wholeArea < area, () => f.Store(own + wholeArea, Splat.Of(0f), 0, area - wholeArea));
            f.For(height, y => Row(tile, y));
        });

        void Row(Expr batch, Expr y)
        {
            var firstPixel = f.Let(((batch * imageHeight) + (y * down)) * imageWidth, "firstPixel");
            var firstWindow = f.Let(((batch * height) + y) * width, "firstWindow");
            f.For(width, x =>
            {
                var pixel = f.Let(firstPixel + (x * across), "pixel");
                var window = f.Let((firstWindow + x) * channels, "window");
                var whole = f.Let(channels / f.Lanes * f.Lanes, "whole");
                f.For(0, whole, f.Lanes, c => Window(pixel, window, c, null));
                if (f.Lanes > 1) f.If(whole < channels, () => Window(pixel, window, whole, channels - whole));
            });
        }

        void Window(Expr pixel, Expr window, Expr channel, Expr? count)
        {
            var arriving = f.Let(LoadVector(gradient + (window + channel)), "arriving");
            var largest = spec.IsMaximum ? f.Let(LoadVector(pooled! + (window + channel)), "largest") : null;

            // What still waits for its element: all of it until the first largest one was met.
            var waiting = f.Let(spec.IsMaximum ? arriving : arriving * (1f / (spec.Kernel.Height * spec.Kernel.Width)), "waiting");
            for (var ky = 0; ky < spec.Kernel.Height; ky++)
            {
                for (var kx = 0; kx < spec.Kernel.Width; kx++)
                {
                    var at = f.Let(pixel + (imageWidth * ky) + kx, "at");
                    Expr share = waiting;
                    if (spec.IsMaximum)
                    {
                        var isLargest = Equal(LoadVector(image! + ((at * channels) + channel)), largest!);
                        share = f.Let(Select(isLargest, waiting, 0f), "share");
                        f.Set(waiting, Select(isLargest, 0f, waiting));
                    }

                    if (spec.IsTiling)
                    {
                        epilogue!.Apply(epilogue.At(at), channel, [share], count, () => Splat.Of(ToI32((at * channels) + channel)) + new LaneIndex());
                    }
                    else
                    {
                        var place = f.Let(result! + ((at * channels) + channel), "place");
                        f.Store(place, LoadVector(place) + share, 0, count);
                    }
                }
            }
        }
    });
}
