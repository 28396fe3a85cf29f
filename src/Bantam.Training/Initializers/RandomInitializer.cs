using Bantam.Tensors;
using Bantam.Training.Randomness;

namespace Bantam.Training.Initializers;

/// <summary>Each element comes from a random number of its own: block i of Threefry under (seed, number of the variable).</summary>
public abstract class RandomInitializer : Initializer
{
    /// <summary>So many elements are chosen by one thread.</summary>
    private const int Portion = 1 << 16;

    /// <inheritdoc/>
    protected sealed override unsafe void Fill(Span<float> elements, Shape shape, Fans fans, uint seed, uint stream)
    {
        var random = new RandomStream(seed, stream);
        var count = elements.Length;
        fixed (float* first = elements)
        {
            // A lambda may keep an address, and no span.
            var address = (nint)first;
            if (count <= Portion) FillPortion(0);
            else Parallel.For(0, (count + Portion - 1) / Portion, FillPortion);

            void FillPortion(int portion)
            {
                var start = portion * Portion;
                var part = new Span<float>((float*)address + start, Math.Min(Portion, count - start));
                var numbers = random.Skip((ulong)start);
                foreach (ref var element in part) element = (float)Sample(numbers.NextUniform(), fans);
            }
        }
    }

    /// <summary>An element from a number that is uniform in [0, 1).</summary>
    protected abstract double Sample(double uniform, Fans fans);

    /// <summary>A normally distributed number cut off at two deviations, with deviation 1 after the cut.</summary>
    private protected static double TruncatedNormal(double uniform)
    {
        // The deviation that is left between −2 and 2.
        const double Deviation = 0.87962566103423978;
        return CutNormal(uniform) / Deviation;
    }

    /// <summary>A normally distributed number cut off at two deviations, with deviation 1 before the cut.</summary>
    private protected static double CutNormal(double uniform)
    {
        // Φ(−2).
        const double Below = 0.022750131948179209;
        return NormalDistribution.Quantile(Below + (uniform * (1 - (2 * Below))));
    }
}
