namespace Bantam.Training.Layers;

/// <summary>The inside of images: [batch, height, width, channels] → [batch, height′, width′, channels].</summary>
public sealed class Cropping2D : Cropping
{
    /// <summary>The same on both sides.</summary>
    /// <param name="cropping">Elements that are cut off on both sides of each axis; none by default.</param>
    /// <param name="name">The layer's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public Cropping2D(Size2D? cropping = null, string? name = null)
        : base(Windows.Both((cropping ?? 0).All), name)
    {
    }

    /// <summary>A number for each side.</summary>
    /// <param name="height">Elements that are cut off above and below.</param>
    /// <param name="width">Elements that are cut off left and right.</param>
    /// <param name="name">The layer's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public Cropping2D((int Top, int Bottom) height, (int Left, int Right) width, string? name = null)
        : base([height, width], name)
    {
    }
}
