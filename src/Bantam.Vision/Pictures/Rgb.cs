namespace Bantam.Vision;

/// <summary>A colour of 8 bits a channel.</summary>
/// <param name="Red">Red.</param>
/// <param name="Green">Green.</param>
/// <param name="Blue">Blue.</param>
public readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    /// <summary>All channels at their lowest.</summary>
    public static Rgb Black => default;

    /// <summary>All channels at their highest.</summary>
    public static Rgb White => new(255, 255, 255);

    /// <summary>Whether black writing is easier to read on it than white (ITU-R BT.601 luma above the middle).</summary>
    internal bool IsLight => (299 * Red) + (587 * Green) + (114 * Blue) > 140_000;
}
