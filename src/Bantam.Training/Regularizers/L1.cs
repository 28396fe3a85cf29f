namespace Bantam.Training.Regularizers;

/// <summary>l1 · Σ|x|, Keras' <c>L1</c>.</summary>
/// <param name="l1">The factor, 0 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">The factor is negative.</exception>
public sealed class L1(float l1 = 0.01f) : L1L2(l1);
