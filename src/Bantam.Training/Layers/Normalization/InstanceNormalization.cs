using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// (x − mean) / √(variance + ε) · gamma + beta, with mean and variance of each channel of each sample (D. Ulyanov et al., 2016): a
/// <see cref="GroupNormalization"/> of one channel a group.
/// </summary>
/// <param name="epsilon">ε, 0 or more, which keeps the root away from zero.</param>
/// <param name="center">Whether there is a beta.</param>
/// <param name="scale">Whether there is a gamma.</param>
/// <param name="betaInitializer">The initializer of beta; zeros by default.</param>
/// <param name="gammaInitializer">The initializer of gamma; ones by default.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">ε is negative.</exception>
public sealed class InstanceNormalization(
    float epsilon = 1e-3f, bool center = true, bool scale = true, Initializer? betaInitializer = null,
    Initializer? gammaInitializer = null, string? name = null)
    : GroupNormalization(-1, epsilon, center, scale, betaInitializer, gammaInitializer, name);
