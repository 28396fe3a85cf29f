namespace Bantam.Vision;

/// <summary>How pictures are read.</summary>
public sealed record PictureOptions
{
    /// <summary>What shows through transparent pixels.</summary>
    public Rgb Background { get; init; } = Rgb.White;

    /// <summary>Whether the pixels keep their own colours, and <see cref="Picture.Alpha"/> says how opaque they are.</summary>
    public bool KeepsAlpha { get; init; }

    /// <summary>The most pixels a picture may have; a header that promises more is refused before anything is decoded.</summary>
    public long MostPixels { get; init; } = 100_000_000;

    /// <summary>The most bytes a file or stream may have.</summary>
    public int MostBytes { get; init; } = 256 << 20;
}
