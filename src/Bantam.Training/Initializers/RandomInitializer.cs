using Bantam.Training.Randomness;

namespace Bantam.Training.Initializers;

/// <summary>Each element comes from a random number of its own: block i of Threefry under (seed, number of the variable).</summary>
public abstract class RandomInitializer : Initializer
{
    /// <inheritdoc/>
    protected sealed override void Fill(Span<float> elements, Fans fans, uint seed, uint stream)
    {
        var random = new RandomStream(seed, stream);
        for (var i = 0; i < elements.Length; i++) elements[i] = (float)Sample(random.NextUniform(), fans);
    }

    /// <summary>An element from a number that is uniform in [0, 1).</summary>
    protected abstract double Sample(double uniform, Fans fans);

    /// <summary>A normally distributed number cut off at two deviations, with deviation 1 after the cut.</summary>
    private protected static double TruncatedNormal(double uniform)
    {
        // Φ(−2), and the deviation that is left between −2 and 2.
        const double Below = 0.022750131948179209, Deviation = 0.87962566103423978;
        return NormalDistribution.Quantile(Below + (uniform * (1 - (2 * Below)))) / Deviation;
    }
}
