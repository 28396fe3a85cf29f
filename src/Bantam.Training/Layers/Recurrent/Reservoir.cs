using Bantam.Tensors;
using Bantam.Training.Initializers;
using Bantam.Training.Randomness;

namespace Bantam.Training.Layers;

/// <summary>The weights of a reservoir: a random sparse matrix whose greatest eigenvalue has a given size.</summary>
internal sealed class Reservoir(float connectivity, float spectralRadius) : Initializer
{
    private const int Settling = 100, Measured = 300;

    /// <inheritdoc/>
    protected override void Fill(Span<float> elements, Shape shape, Fans fans, uint seed, uint stream)
    {
        var (random, size) = (new RandomStream(seed, stream), shape[0].Size);
        var weights = new double[elements.Length];
        foreach (ref var weight in weights.AsSpan())
        {
            var isThere = random.NextUniform() < connectivity;
            var number = random.NextNormal();
            weight = isThere ? number : 0;
        }

        var radius = Radius(weights, size);
        for (var i = 0; i < weights.Length; i++) elements[i] = radius == 0 ? 0 : (float)(weights[i] * spectralRadius / radius);
    }

    /// <summary>
    /// The mean growth of a vector that is multiplied over and over, which also a pair of complex eigenvalues shows (Gelfand's formula).
    /// </summary>
    private static double Radius(double[] weights, int size)
    {
        var (x, logarithms) = (Enumerable.Repeat(1 / Math.Sqrt(size), size).ToArray(), 0.0);
        for (var round = 0; round < Settling + Measured; round++)
        {
            var next = new double[size];
            for (var i = 0; i < size; i++)
                for (var j = 0; j < size; j++)
                    next[j] += x[i] * weights[(i * size) + j];
            var length = Math.Sqrt(next.Sum(v => v * v));
            if (length == 0) return 0;
            for (var i = 0; i < size; i++) x[i] = next[i] / length;
            if (round >= Settling) logarithms += PortableMath.Log(length);
        }

        return PortableMath.Exp(logarithms / Measured);
    }
}
