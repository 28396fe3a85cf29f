namespace Bantam.Training.Layers;

/// <summary>
/// In training each channel of [batch, steps, channels] as a whole is set to 0 with a probability p and the others are
/// divided by 1 − p (J. Tompson et al., 2014).
/// </summary>
/// <param name="rate">The probability p, from 0 on, below 1.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">The probability is not from 0 on and below 1.</exception>
public sealed class SpatialDropout1D(float rate, string? name = null) : SpatialDropout(1, rate, name);
