using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// Carries the gradient of a pooled channels-last image without padding back to the image: to the first largest element of each
/// window, or to all in equal shares. A tile is one line of windows where they tile the image, else one image, since windows that
/// overlap add up. Sizes: those of the pooled image, channels last, the spatial ones of the image, the strides of windows in pixels
/// along each axis; the window's where taps are looped over; its dilations where it has gaps; then a row stride
/// for each tensor of the epilogue.
/// </summary>
public static class PoolGradient
{
    /// <summary>How many tiles there are.</summary>
    /// <param name="spec">The kernel.</param>
    /// <param name="pooled">The sizes of the pooled image.</param>
    public static Dimension Tiles(PoolGradientSpec spec, IReadOnlyList<Dimension> pooled) =>
        spec.IsTiling ? pooled.SkipLast(2).Aggregate((a, b) => a * b) : pooled[0];

    private static string Name(PoolGradientSpec spec) => spec.IsMaximum ? "max-pool-gradient" : "average-pool-gradient";

    /// <summary>The kernel.</summary>
    public static Kernel Kernel(PoolGradientSpec spec) => Kernels.Kernel.Define(Name(spec), spec.Target, f =>
    {
        var (sizes, channels) = (Sizes("size"), f.Size("channels"));
        var (imageSizes, strides) = (Sizes("image"), Sizes("stride"));
        var taps = f.Window(spec.Kernel, spec.Rank);
        var dilations = spec.IsDilated ? Sizes("dilation") : null;
        var image = spec.IsMaximum ? f.Buffer("image", ElementType.Float) : null;
        var pooled = spec.IsMaximum ? f.Buffer("pooled", ElementType.Float) : null;
        var gradient = f.Buffer("gradient", ElementType.Float);
        var epilogue = spec.IsTiling ? new FusionBinding(f, spec.Epilogue, outerDimensions: 1) : null;
        var result = spec.IsTiling ? null : f.Buffer("result", ElementType.Float, Access.ReadWrite);
        var part = spec.IsMaximum ? null : f.Share(KernelType.F32, taps);
        f.Tiles(tile =>
        {
            if (spec.IsTiling)
            {
                Line(f.Digits(tile, sizes[..^1]));
                return;
            }

            var area = f.Let(imageSizes.Aggregate((Expr)channels, (product, size) => product * size), "area");
            var own = f.Let(result! + (tile * area), "own");
            var wholeArea = f.Let(area / f.Lanes * f.Lanes, "wholeArea");
            f.For(0, wholeArea, f.Lanes, i => f.Store(own + i, Splat.Of(0f)));
            if (f.Lanes > 1) f.If(wholeArea < area, () => f.Store(own + wholeArea, Splat.Of(0f), 0, area - wholeArea));
            f.EachTap(sizes[..^1], outer => Line([tile, .. outer]));
        });

        Local[] Sizes(string name) => [.. Enumerable.Range(0, spec.Rank).Select(d => f.Size($"{name}{d}_"))];

        Expr Distance(Expr[] tap, int axis) => dilations is null ? tap[axis] : tap[axis] * dilations[axis];

        // The first pixel and the first window of a line, counted from the first of all.
        void Line(Expr[] outer)
        {
            var (pixelNumber, windowNumber) = (outer[0], outer[0]);
            for (var d = 1; d < outer.Length; d++)
            {
                pixelNumber = (pixelNumber * imageSizes[d - 1]) + (outer[d] * strides[d - 1]);
                windowNumber = (windowNumber * sizes[d - 1]) + outer[d];
            }

            var firstPixel = f.Let(pixelNumber * imageSizes[^1], "firstPixel");
            var firstWindow = f.Let(windowNumber * sizes[^1], "firstWindow");
            f.For(sizes[^1], x =>
            {
                var pixel = f.Let(firstPixel + (x * strides[^1]), "pixel");
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
            var waiting = f.Let(part is null ? arriving : arriving * part, "waiting");
            f.EachTap(taps, tap =>
            {
                var away = Distance(tap, 0);
                for (var d = 1; d < tap.Length; d++) away = (away * imageSizes[d]) + Distance(tap, d);
                var at = f.Let(pixel + away, "at");
                Expr share = waiting;
                if (spec.IsMaximum)
                {
                    var isLargest = Equal(LoadVector(image! + ((at * channels) + channel)), largest!);
                    share = f.Let(Select(isLargest, waiting, 0f), "share");
                    f.Set(waiting, Select(isLargest, 0f, waiting));
                }

                if (spec.IsTiling)
                {
                    epilogue!.Apply(
                        epilogue.At(at), channel, [share], count, () => Splat.Of(ToI32((at * channels) + channel)) + new LaneIndex());
                }
                else
                {
                    var place = f.Let(result! + ((at * channels) + channel), "place");
                    f.Store(place, LoadVector(place) + share, 0, count);
                }
            });
        }
    });
}
