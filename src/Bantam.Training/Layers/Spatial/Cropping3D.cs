namespace Bantam.Training.Layers;

/// <summary>The inside of volumes: [batch, depth, height, width, channels] → [batch, depth′, height′, width′, channels].</summary>
public sealed class Cropping3D : Cropping
{
    /// <summary>The same on both sides.</summary>
    /// <param name="cropping">Elements that are cut off on both sides of each axis; none by default.</param>
    /// <param name="name">The layer's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public Cropping3D(Size3D? cropping = null, string? name = null)
        : base(Windows.Both((cropping ?? 0).All), name)
    {
    }

    /// <summary>A number for each side.</summary>
    /// <param name="depth">Elements that are cut off in front and behind.</param>
    /// <param name="height">Elements that are cut off above and below.</param>
    /// <param name="width">Elements that are cut off left and right.</param>
    /// <param name="name">The layer's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public Cropping3D((int Front, int Back) depth, (int Top, int Bottom) height, (int Left, int Right) width, string? name = null)
        : base([depth, height, width], name)
    {
    }
}
