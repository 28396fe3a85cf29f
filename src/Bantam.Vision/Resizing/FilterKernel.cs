namespace Bantam.Vision;

/// <summary>A filter between pixels.</summary>
/// <param name="Support">How far it reaches, in pixels.</param>
/// <param name="Weight">The weight of a pixel at a distance.</param>
internal sealed record FilterKernel(double Support, Func<double, double> Weight)
{
    /// <summary>The same weight for all.</summary>
    public static FilterKernel Box { get; } = new(0.5, x => x is > -0.5 and <= 0.5 ? 1 : 0);

    /// <summary>Linear between two.</summary>
    public static FilterKernel Triangle { get; } = new(1, x => Math.Max(0, 1 - Math.Abs(x)));

    /// <summary>A windowed sinc of one lobe.</summary>
    public static FilterKernel Hamming { get; } = new(1, x => Math.Abs(x) switch
    {
        0 => 1,
        >= 1 => 0,
        var t => Sinc(t) * (0.54 + (0.46 * Math.Cos(t * Math.PI))),
    });

    /// <summary>Keys' with a = -0.5.</summary>
    public static FilterKernel Cubic { get; } = new(2, x => ResizeTaps.Keys(Math.Abs(x), -0.5));

    /// <summary>A windowed sinc of three lobes.</summary>
    public static FilterKernel Lanczos { get; } = new(3, x => x is >= -3 and < 3 ? Sinc(x) * Sinc(x / 3) : 0);

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(x * Math.PI) / (x * Math.PI);
}
