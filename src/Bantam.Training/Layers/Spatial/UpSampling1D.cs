namespace Bantam.Training.Layers;

/// <summary>Larger sequences: each axis of [batch, steps, channels] gets longer by a factor.</summary>
/// <param name="size">How many elements one becomes along each axis; 2 by default.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
public sealed class UpSampling1D(int size = 2, string? name = null)
    : UpSampling([size], Interpolation.Nearest, name);
