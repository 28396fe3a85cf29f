namespace Bantam.Vision;

/// <summary>The weights with which each convention computes along an axis.</summary>
internal static class ResizeTaps
{
    private const float OpenCVCoefficient = -0.75f, KeysCoefficient = -0.5f;

    /// <summary>The taps of an axis of some size that gets another.</summary>
    /// <param name="convention">Whose.</param>
    /// <param name="size">The pixels that there are.</param>
    /// <param name="length">The pixels that there will be.</param>
    /// <param name="bothShrink">Whether no axis of the picture grows: only then OpenCV takes means of areas.</param>
    public static AxisTaps Of(ResizeConvention convention, int size, int length, bool bothShrink)
    {
        var scale = (double)size / length;
        return convention switch
        {
            ResizeConvention.PilNearest => AxisTaps.Choose(Walk(length, scale).Select(x => Math.Min((int)x, size - 1))),
            ResizeConvention.PilBox => Filter(size, length, FilterKernel.Box),
            ResizeConvention.PilBilinear or ResizeConvention.TensorFlowBilinearAntialias => Filter(size, length, FilterKernel.Triangle),
            ResizeConvention.PilHamming => Filter(size, length, FilterKernel.Hamming),
            ResizeConvention.PilBicubic or ResizeConvention.TensorFlowBicubicAntialias => Filter(size, length, FilterKernel.Cubic),
            ResizeConvention.PilLanczos => Filter(size, length, FilterKernel.Lanczos),
            ResizeConvention.OpenCVNearest => Nearest(x => Math.Floor(x * scale)),
            ResizeConvention.OpenCVLinear or ResizeConvention.TensorFlowBilinear => Linear(x => ((x + 0.5) * scale) - 0.5),
            ResizeConvention.OpenCVArea when bothShrink => Area(size, length, scale),
            ResizeConvention.OpenCVArea => GrowingArea(size, length, scale),
            ResizeConvention.OpenCVCubic => Cubic(x => ((x + 0.5) * scale) - 0.5, OpenCVCoefficient, t => t),
            ResizeConvention.TensorFlowNearest => Nearest(x => Math.Floor((x + 0.5) * scale)),
            ResizeConvention.TensorFlowBicubic => Cubic(x => ((x + 0.5) * scale) - 0.5, KeysCoefficient, OfTable, leavesOut: true),
            ResizeConvention.TensorFlow1Nearest => Nearest(x => Math.Floor(x * scale)),
            ResizeConvention.TensorFlow1Bilinear => Linear(x => x * scale),
            ResizeConvention.TensorFlow1Bicubic => Cubic(x => x * scale, OpenCVCoefficient, OfTable),
            ResizeConvention.TensorFlow1NearestAlignCorners => Nearest(x => Math.Floor((x * Corners()) + 0.5)),
            ResizeConvention.TensorFlow1BilinearAlignCorners => Linear(x => x * Corners()),
            _ => Cubic(x => x * Corners(), OpenCVCoefficient, OfTable),
        };

        double Corners() => length > 1 ? (size - 1.0) / (length - 1) : scale;

        AxisTaps Nearest(Func<int, double> place) =>
            AxisTaps.Choose(Enumerable.Range(0, length).Select(x => (int)Math.Clamp(place(x), 0, size - 1)));

        AxisTaps Linear(Func<int, double> place) => AxisTaps.Sum([.. Enumerable.Range(0, length).Select(x =>
        {
            var at = Math.Clamp(place(x), 0, size - 1);
            var first = Math.Min((int)at, Math.Max(size - 2, 0));
            return (first, new double[] { 1 - (at - first), at - first });
        })], size);

        AxisTaps Cubic(Func<int, double> place, double a, Func<double, double> rest, bool leavesOut = false) =>
            AxisTaps.Sum([.. Enumerable.Range(0, length).Select(x =>
            {
                var whole = Math.Floor(place(x));
                var (first, t) = ((int)whole - 1, rest(place(x) - whole));
                double[] weights = [Keys(1 + t, a), Keys(t, a), Keys(1 - t, a), Keys(2 - t, a)];
                if (!leavesOut) return (first, weights);
                for (var k = 0; k < weights.Length; k++) if (first + k < 0 || first + k >= size) weights[k] = 0;
                return (first, Normalized(weights));
            })], size);
    }

    /// <summary>TensorFlow looks its cubic weights up in a table of 1024 places between two pixels.</summary>
    private static double OfTable(double t) => Math.Round(t * 1024) / 1024;

    /// <summary>Pillow adds the scale up from pixel to pixel, and its sums are not always the products.</summary>
    private static IEnumerable<double> Walk(int length, double scale)
    {
        var at = scale * 0.5;
        for (var x = 0; x < length; x++, at += scale) yield return at;
    }

    /// <summary>A filter that becomes wider as the picture becomes smaller; pixels outside have no part in it.</summary>
    private static AxisTaps Filter(int size, int length, FilterKernel kernel)
    {
        var scale = (double)size / length;
        var widening = Math.Max(scale, 1);
        var (support, narrowing) = (kernel.Support * widening, 1 / widening);
        return AxisTaps.Sum([.. Enumerable.Range(0, length).Select(x =>
        {
            var center = (x + 0.5) * scale;
            var first = Math.Max((int)(center - support + 0.5), 0);
            var end = Math.Min((int)(center + support + 0.5), size);
            double[] weights = [.. Enumerable.Range(0, end - first).Select(k => kernel.Weight((k + first - center + 0.5) * narrowing))];
            return (first, Normalized(weights));
        })], size);
    }

    /// <summary>Of each pixel the share that the result's pixel covers.</summary>
    private static AxisTaps Area(int size, int length, double scale) => AxisTaps.Sum([.. Enumerable.Range(0, length).Select(x =>
    {
        var (begin, end) = (x * scale, Math.Min((x + 1) * scale, size));
        var first = Math.Min((int)begin, size - 1);
        double[] weights =
        [
            .. Enumerable.Range(first, Math.Max((int)Math.Ceiling(end) - first, 1))
                .Select(i => Math.Max(Math.Min(i + 1, end) - Math.Max(i, begin), 0)),
        ];
        return (first, Normalized(weights));
    })], size);

    /// <summary>Where a picture grows, OpenCV's areas are linear between pixels only where a pixel of the result lies in two.</summary>
    private static AxisTaps GrowingArea(int size, int length, double scale) => AxisTaps.Sum([.. Enumerable.Range(0, length).Select(x =>
    {
        var first = (int)Math.Floor(x * scale);
        var share = x + 1 - ((first + 1) / scale);
        share = share <= 0 ? 0 : share - Math.Floor(share);
        return (Math.Min(first, size - 1), new double[] { 1 - share, share });
    })], size);

    private static double[] Normalized(double[] weights)
    {
        var sum = 0.0;
        foreach (var weight in weights) sum += weight;
        return sum == 0 ? weights : Array.ConvertAll(weights, w => w / sum);
    }

    /// <summary>Cubic convolution. <see href="https://doi.org/10.1109/TASSP.1981.1163711"/></summary>
    internal static double Keys(double distance, double a) => distance switch
    {
        <= 1 => ((((a + 2.0) * distance) - (a + 3.0)) * distance * distance) + 1,
        < 2 => ((((distance - 5) * distance) + 8) * distance - 4) * a,
        _ => 0,
    };
}
