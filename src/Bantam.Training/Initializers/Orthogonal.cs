using Bantam.Tensors;
using Bantam.Training.Randomness;

namespace Bantam.Training.Initializers;

/// <summary>
/// A matrix whose rows or columns, whichever are fewer, are orthogonal and have one length (A. Saxe et al., 2013): normally distributed
/// vectors made orthogonal one after the other. The rows of a tensor of more axes are its first axis that is longer than 1.
/// </summary>
/// <param name="gain">The length.</param>
public sealed class Orthogonal(float gain = 1) : Initializer
{
    private readonly float _gain = Hyperparameter.Finite(gain, nameof(gain));

    /// <inheritdoc/>
    protected override void Fill(Span<float> elements, Shape shape, Fans fans, uint seed, uint stream)
    {
        if (shape.Rank < 2)
            throw new ShapeException($"the initializer Orthogonal makes matrices; this variable is {shape}. Take another initializer.");
        var rows = shape.Sizes.SkipWhile(s => s == 1).FirstOrDefault(1);
        var columns = elements.Length / Math.Max(rows, 1);
        var (count, length) = (Math.Min(rows, columns), Math.Max(rows, columns));
        var vectors = Vectors(count, length, new RandomStream(seed, stream));
        for (var i = 0; i < count; i++)
            for (var j = 0; j < length; j++)
                elements[rows <= columns ? (i * columns) + j : (j * columns) + i] = (float)(_gain * vectors[i][j]);
    }

    private static double[][] Vectors(int count, int length, RandomStream random)
    {
        var vectors = new double[count][];
        for (var i = 0; i < count; i++)
        {
            vectors[i] = new double[length];
            foreach (ref var element in vectors[i].AsSpan()) element = random.NextNormal();

            // Once more, since what the first round leaves of the others is rounding alone.
            for (var round = 0; round < 2; round++)
            {
                foreach (var other in vectors.AsSpan(0, i)) Subtract(vectors[i], other, Product(vectors[i], other));
                var size = Math.Sqrt(Product(vectors[i], vectors[i]));
                foreach (ref var element in vectors[i].AsSpan()) element /= size;
            }
        }

        return vectors;
    }

    private static double Product(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static void Subtract(double[] from, double[] other, double factor)
    {
        for (var i = 0; i < from.Length; i++) from[i] -= factor * other[i];
    }
}
