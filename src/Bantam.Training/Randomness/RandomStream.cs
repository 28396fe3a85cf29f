using Bantam.Operators.Randomness;

namespace Bantam.Training.Randomness;

/// <summary>
/// A sequence of random numbers: the blocks of <see cref="Threefry"/> under a key, one after the other. A value type: a copy continues on
/// its own.
/// </summary>
/// <param name="seed">The first word of the key.</param>
/// <param name="stream">The second: streams of one seed are independent.</param>
public struct RandomStream(uint seed, uint stream)
{
    private ulong _counter;

    /// <summary>The same sequence from a place on: without the first <paramref name="count"/> numbers.</summary>
    public readonly RandomStream Skip(ulong count) => this with { _counter = _counter + count };

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits()
    {
        var (first, second) = Threefry.Block(seed, stream, (uint)_counter, (uint)(_counter >> 32));
        _counter++;
        return ((ulong)second << 32) | first;
    }

    /// <summary>A number from 0 on, below 1, of 53 random bits.</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1L << 53));

    /// <summary>A number from <paramref name="low"/> on, below <paramref name="high"/>.</summary>
    public double NextUniform(double low, double high) => low + ((high - low) * NextUniform());

    /// <summary>A normally distributed number with mean 0 and deviation 1.</summary>
    public double NextNormal() => NormalDistribution.FromUniform(NextUniform());

    /// <summary>An integer from 0 on, below <paramref name="bound"/>, each equally likely (D. Lemire, 2019).</summary>
    public int NextInteger(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var product = (NextBits() >> 32) * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            var threshold = (uint)(-bound) % (uint)bound;
            while ((uint)product < threshold) product = (NextBits() >> 32) * (uint)bound;
        }

        return (int)(product >> 32);
    }
}
