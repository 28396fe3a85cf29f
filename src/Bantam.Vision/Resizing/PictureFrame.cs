namespace Bantam.Vision;

/// <summary>The size that pictures get, and how.</summary>
/// <param name="Width">The width in pixels.</param>
/// <param name="Height">The height in pixels.</param>
/// <param name="Fit">What becomes of the aspect ratio.</param>
internal sealed record PictureFrame(int Width, int Height, PictureFit Fit)
{
    /// <summary>For <see cref="PictureFit.Crop"/>: how long the shorter side becomes before the middle is cut out.</summary>
    public int? ShorterSide { get; init; }

    /// <summary>What lies beside the picture.</summary>
    public byte Fill { get; init; }

    /// <summary>Where a picture comes to lie.</summary>
    public PicturePlacement Place(int width, int height)
    {
        if (Fit == PictureFit.Stretch) return new PicturePlacement(width, height, Width, Height, 0, 0);
        if (Fit == PictureFit.Letterbox)
        {
            var scale = Math.Min((double)Width / width, (double)Height / height);
            var (w, h) = (Rounded(width * scale), Rounded(height * scale));

            // An odd bar is one pixel larger on the right and below, as YOLO has it.
            return new PicturePlacement(width, height, w, h, Before((Width - w) / 2.0), Before((Height - h) / 2.0));
        }

        var (cropWidth, cropHeight) = ShorterSide is { } side ? Shortened(width, height, side) : Filling(width, height);
        return new PicturePlacement(
            width, height, cropWidth, cropHeight, Middle(Width, cropWidth), Middle(Height, cropHeight));
    }

    private (int Width, int Height) Filling(int width, int height)
    {
        var scale = Math.Max((double)Width / width, (double)Height / height);
        return (Math.Max(Rounded(width * scale), Width), Math.Max(Rounded(height * scale), Height));
    }

    private static (int Width, int Height) Shortened(int width, int height, int side) => width <= height
        ? (side, Math.Max(1, (int)((long)side * height / width)))
        : (Math.Max(1, (int)((long)side * width / height)), side);

    /// <summary>As torchvision cuts out the middle: half of an odd rest goes to the even number.</summary>
    private static int Middle(int size, int resized) => resized >= size ? -(int)Math.Round((resized - size) / 2.0) : (size - resized) / 2;

    private static int Rounded(double length) => Math.Max(1, (int)Math.Round(length));

    private static int Before(double bar) => (int)Math.Round(bar - 0.1);
}
