namespace Bantam.Training.Layers;

/// <summary>Larger images: each axis of [batch, height, width, channels] gets longer by a factor.</summary>
/// <param name="size">How many elements one becomes along each axis; 2 by default.</param>
/// <param name="interpolation">How new pixels are computed.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
public sealed class UpSampling2D(Size2D? size = null, Interpolation interpolation = Interpolation.Nearest, string? name = null)
    : UpSampling((size ?? 2).All, interpolation, name);
