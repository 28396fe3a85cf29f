namespace Bantam.Training.Layers;

/// <summary>Larger volumes: each axis of [batch, depth, height, width, channels] gets longer by a factor.</summary>
/// <param name="size">How many elements one becomes along each axis; 2 by default.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
public sealed class UpSampling3D(Size3D? size = null, string? name = null)
    : UpSampling((size ?? 2).All, Interpolation.Nearest, name);
