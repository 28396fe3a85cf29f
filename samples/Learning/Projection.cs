using Bantam.Tensors;

namespace Bantam.Samples.Learning;

/// <summary>Vectors as points of a plane: along the two directions in which they differ most (principal components).</summary>
internal static class Projection
{
    /// <param name="vectors">The vectors, [count, size].</param>
    public static (double[] X, double[] Y) Of(Tensor vectors)
    {
        var rows = vectors - vectors.ReduceMean([0], keepDimensions: true);
        var (x, first) = Along(rows);
        var (y, _) = Along(rows - x.MatMul(first.TransposeLast()));
        return ([.. x.ToArray<float>().Select(v => (double)v)], [.. y.ToArray<float>().Select(v => (double)v)]);
    }

    /// <summary>Where rows lie along the direction of their greatest differences, by power iteration; and that direction.</summary>
    private static (Tensor Places, Tensor Direction) Along(Tensor rows)
    {
        var direction = Tensor.Random(Shape.Of(rows.Shape[1].Size, 1), seed: 1, -1, 1);
        for (var round = 0; round < 100; round++)
        {
            var next = rows.TransposeLast().MatMul(rows.MatMul(direction));
            direction = next / next.ReduceL2();
        }

        return (rows.MatMul(direction), direction);
    }
}
