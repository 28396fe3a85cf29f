namespace Bantam.Training.Regularizers;

/// <summary>l2 · Σx², Keras' <c>L2</c>.</summary>
/// <param name="l2">The factor, 0 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">The factor is negative.</exception>
public sealed class L2(float l2 = 0.01f) : L1L2(0, l2);
