using Bantam.Tensors;

namespace Bantam.Operators.Vision;

/// <summary>
/// Images at points between their pixels, as graph code. Along each axis a point has some taps: whole places as floats, and their
/// weights, which follow the distance, so that gradients flow to the point.
/// </summary>
internal static class PointSampling
{
    private const double CubicCoefficient = -0.75;

    /// <summary>Images [N, C, …] as rows [N · spatial sizes, C].</summary>
    public static Tensor Rows(Tensor images)
    {
        var rank = images.Shape.Rank;
        return images.Transpose([0, .. Enumerable.Range(2, rank - 2), 1]).Reshape(new Shape(RowCount(images.Shape), images.Shape[1]));
    }

    /// <summary>Images [N, C, …] of rows, one a point of [N, …].</summary>
    public static Tensor Images(Tensor rows, IReadOnlyList<Dimension> points)
    {
        var last = points.Count;
        return rows.Reshape(new Shape([.. points, rows.Shape[1]])).Transpose([0, last, .. Enumerable.Range(1, last - 1)]);
    }

    /// <summary>The two places around each point, and weights that are linear in the distance: [points…, 2].</summary>
    public static (Tensor Places, Tensor Weights) Linear(Tensor point)
    {
        var (places, distance) = Around(point, 0, 1);
        return (places, 1.0 - distance);
    }

    /// <summary>The four places around each point, and weights that are cubic in the distance: [points…, 4].</summary>
    public static (Tensor Places, Tensor Weights) Cubic(Tensor point)
    {
        const double a = CubicCoefficient;
        var (places, t) = Around(point, -1, 0, 1, 2);
        var near = (((t * (a + 2)) - (a + 3)) * t * t) + 1.0;
        var far = ((((t - 5.0) * t) + 8.0) * t - 4.0) * a;
        return (places, Tensor.Where(t <= 1, near, far));
    }

    /// <summary>The nearest place to each point: [points…, 1].</summary>
    public static (Tensor Places, Tensor Weights) Nearest(Tensor point)
    {
        var places = point.Unsqueeze(-1).Round();
        return (places, places * 0.0 + 1.0);
    }

    /// <summary>Without the weights of places outside of an axis.</summary>
    public static (Tensor Places, Tensor Weights) Inside((Tensor Places, Tensor Weights) taps, int size) =>
        (taps.Places, Tensor.Where((taps.Places >= 0) & (taps.Places <= size - 1), taps.Weights, 0));

    /// <summary>
    /// For each point the weighted sum of the pixels at its taps: rows [points, C]. Places outside of an axis are brought to its edge.
    /// </summary>
    /// <param name="rows">The pixels of all images.</param>
    /// <param name="first">For each point the number of its image's first pixel, as Int32.</param>
    /// <param name="axes">The taps along each axis.</param>
    /// <param name="sizes">The sizes of the axes.</param>
    public static Tensor Sum(Tensor rows, Tensor first, IReadOnlyList<(Tensor Places, Tensor Weights)> axes, IReadOnlyList<int> sizes)
    {
        var points = first.Shape.Rank;
        var (indices, weights) = (first.Unsqueeze([.. axes.Select((_, i) => points + i)]), default(Tensor));
        var step = 1;
        for (var axis = axes.Count - 1; axis >= 0; axis--)
        {
            indices += Crossed(Index(axes[axis].Places, sizes[axis]) * (double)step, axis);
            var own = Crossed(axes[axis].Weights, axis);
            weights = weights is null ? own : own * weights;
            step *= sizes[axis];
        }

        var taps = indices.Shape.Product(points, indices.Shape.Rank);
        var flat = new Shape(indices.Shape.Product(0, points), taps);
        return new Interpolate(0).ApplyOne(rows, indices.Reshape(flat), weights!.Cast(rows.Element).Reshape(flat));

        Tensor Crossed(Tensor taps, int axis) =>
            taps.Unsqueeze([.. Enumerable.Range(0, axes.Count).Where(other => other != axis).Select(other => points + other)]);
    }

    /// <summary>The numbers of the first pixels of images, [N, 1, …] of a rank.</summary>
    public static Tensor FirstPixels(int images, int pixels, int rank) => Tensor.From(
        Enumerable.Range(0, images).Select(n => n * pixels).ToArray(), [images, .. Enumerable.Repeat(1, rank - 1)]);

    private static Dimension RowCount(Shape images) => images[0] * images.Product(2, images.Rank);

    private static (Tensor Places, Tensor Distance) Around(Tensor point, params float[] offsets)
    {
        var own = point.Unsqueeze(-1);
        var places = own.Floor() + Tensor.From(offsets, offsets.Length).Cast(point.Element);
        return (places, (own - places).Abs());
    }

    /// <summary>Whole places as indices. What is no number, or none of 32 bits, is on the edge too.</summary>
    public static Tensor Index(Tensor places, int size)
    {
        var index = places.Clip(places.Number(0), places.Number(size - 1)).Cast(ElementType.Int32);
        return index.Clip(index.Number(0), index.Number(size - 1));
    }
}
