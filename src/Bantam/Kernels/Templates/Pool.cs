using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// The largest or the mean of each window of a channels-last image without padding; the channels are the vector axis. A tile is one
/// line of output pixels. Sizes: those of the output, channels last, the image's strides for an image and for a step of the window
/// along each axis, and for a tap along each; the window's where taps are looped over; then for each tensor of the
/// epilogue a row stride, or one along each axis.
/// </summary>
public static class Pool
{
    /// <summary>The kernel.</summary>
    public static Kernel Kernel(PoolSpec spec) => Kernels.Kernel.Define(spec.IsMaximum ? "max-pool" : "average-pool", spec.Target, f =>
    {
        Local[] sizes = [.. Enumerable.Range(0, spec.Rank).Select(d => f.Size($"size{d}_"))];
        var (width, channels) = (sizes[^1], f.Size("channels"));
        Local[] strides = [f.Size("imageStride"), .. Enumerable.Range(0, spec.Rank).Select(d => f.Size($"stride{d}_"))];
        Local[] tapStrides = [.. Enumerable.Range(0, spec.Rank).Select(d => f.Size($"tapStride{d}_"))];
        var window = f.Window(spec.Kernel, spec.Rank);
        var image = f.Buffer("image", spec.Element);
        var epilogue = new FusionBinding(f, spec.Epilogue, outerDimensions: spec.AreRowsApart ? spec.Rank + 1 : 1);
        var type = KernelTypes.Of(spec.Element);
        var share = spec.IsMaximum ? null : f.Share(type, window);
        f.Tiles(tile =>
        {
            var indices = f.Digits(tile, sizes[..^1]);
            var line = f.Let(image + TileIndices.Offset(indices, strides), "line");
            f.For(width, x =>
            {
                var pixel = f.Let(line + (x * strides[^1]), "pixel");
                var rows = new List<Local>();
                if (spec.Kernel is not null) EachRow(rows.Add);
                var output = f.Let((tile * width) + x, "output");
                var place = spec.AreRowsApart ? epilogue.At([.. indices, x]) : epilogue.At(output);
                var whole = f.Let(channels / f.Lanes * f.Lanes, "whole");
                f.For(0, whole, f.Lanes, c => Window(c, null));
                if (f.Lanes > 1) f.If(whole < channels, () => Window(whole, channels - whole));

                void EachRow(Action<Local> action) =>
                    f.EachTap(window[..^1], outer => action(f.Let(pixel + TileIndices.Offset(outer, tapStrides[..^1]), "row")));

                void Window(Expr channel, Expr? count)
                {
                    Local? result = null;
                    if (spec.Kernel is null)
                    {
                        result = f.Let(spec.IsMaximum ? LoadVector(pixel + channel) : Splat.Of(Constant.Of(type, 0)), "window");
                        EachRow(Add);
                    }
                    else
                    {
                        rows.ForEach(Add);
                    }

                    Expr value = share is null ? result! : result! * share;
                    epilogue.Apply(
                        place, channel, [f.Name(value)], count, () => Splat.Of(ToI32((output * channels) + channel)) + new LaneIndex());

                    void Add(Local row) => f.EachTap(window[^1..], k =>
                    {
                        var tap = LoadVector(row + (tapStrides[^1] * k[0]) + channel);
                        if (result is null) result = f.Let(tap, "window");
                        else f.Set(result, spec.IsMaximum ? Max(result, tap) : result + tap);
                    });
                }
            });
        });
    });
}
