namespace Bantam.Operators.Vision;

/// <summary>The weights with which <see cref="Resize"/> computes along one axis.</summary>
internal static class ResizeTaps
{
    /// <summary>The taps of an axis.</summary>
    public static Taps Of(Resize op, ResizeAxis axis)
    {
        var places = axis.Coordinates(op.Coordinates);
        return op.Mode == ResizeMode.Nearest ? Nearest(op.Rounding, axis, places) : Weighted(op, axis, places);
    }

    private static Taps Nearest(NearestRounding rounding, ResizeAxis axis, double[] places)
    {
        var indices = Array.ConvertAll(places, x => (int)Math.Clamp(
            rounding switch
            {
                NearestRounding.RoundPreferFloor => Math.Ceiling(x - 0.5),
                NearestRounding.RoundPreferCeil => Math.Floor(x + 0.5),
                NearestRounding.Floor => Math.Floor(x),
                _ => Math.Ceiling(x),
            },
            0, axis.Size - 1));
        return new Taps(1, indices, [.. Enumerable.Repeat(1.0, indices.Length)]);
    }

    private static Taps Weighted(Resize op, ResizeAxis axis, double[] places)
    {
        // A filter that is to smooth reaches over as many more elements as there are fewer in the result.
        var narrowing = op.Antialias ? Math.Min(axis.Scale, 1) : 1;
        var first = (int)Math.Floor((op.Mode == ResizeMode.Linear ? -1 : -2) / narrowing) + 1;
        var count = 2 - (2 * first);
        var (indices, weights) = (new int[places.Length * count], new double[places.Length * count]);
        for (var i = 0; i < places.Length; i++)
        {
            // Of the two elements around a place the one before it is never the place itself.
            var before = Math.Ceiling(places[i]) - 1;
            var own = weights.AsSpan(i * count, count);
            for (var k = 0; k < count; k++)
            {
                var at = before + first + k;
                indices[(i * count) + k] = (int)Math.Clamp(at, 0, axis.Size - 1);
                var isOut = op.ExcludeOutside && (at < 0 || at > axis.Size - 1);
                own[k] = isOut ? 0 : Weight(op, (at - places[i]) * narrowing);
            }

            if (!op.Antialias && !op.ExcludeOutside) continue;
            var sum = 0.0;
            foreach (var weight in own) sum += weight;
            foreach (ref var weight in own) weight /= sum;
        }

        return new Taps(count, indices, weights).Trimmed();
    }

    /// <summary>The weight of an element at a distance.</summary>
    private static double Weight(Resize op, double distance)
    {
        var (t, a) = (Math.Abs(distance), op.CubicCoefficient);
        if (op.Mode == ResizeMode.Linear) return Math.Max(0, 1 - t);
        if (t <= 1) return ((((a + 2) * t) - (a + 3)) * t * t) + 1;
        return t < 2 ? (((((t - 5) * t) + 8) * t) - 4) * a : 0;
    }
}
