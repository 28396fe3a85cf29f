namespace Bantam.Training.Layers;

/// <summary>Zeros around volumes: [batch, depth, height, width, channels] → [batch, depth′, height′, width′, channels].</summary>
public sealed class ZeroPadding3D : ZeroPadding
{
    /// <summary>The same on both sides.</summary>
    /// <param name="padding">Elements that are put on both sides of each axis; 1 by default.</param>
    /// <param name="name">The layer's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public ZeroPadding3D(Size3D? padding = null, string? name = null)
        : base(Windows.Both((padding ?? 1).All), name)
    {
    }

    /// <summary>A number for each side.</summary>
    /// <param name="depth">Elements that are put in front and behind.</param>
    /// <param name="height">Elements that are put above and below.</param>
    /// <param name="width">Elements that are put left and right.</param>
    /// <param name="name">The layer's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public ZeroPadding3D((int Front, int Back) depth, (int Top, int Bottom) height, (int Left, int Right) width, string? name = null)
        : base([depth, height, width], name)
    {
    }
}
