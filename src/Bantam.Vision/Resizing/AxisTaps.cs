namespace Bantam.Vision;

/// <summary>
/// Which pixels along an axis the pixels of a result are weighted sums of: of each the same number, those without a weight included.
/// </summary>
/// <param name="Count">How many of each.</param>
/// <param name="Indices">For each pixel of the result the ones that it is a sum of.</param>
/// <param name="Weights">Their weights.</param>
internal sealed record AxisTaps(int Count, int[] Indices, double[] Weights)
{
    /// <summary>The bits behind the point of weights that are whole numbers, as Pillow has them.</summary>
    public const int WholeBits = 22;

    /// <summary>The weights as floats.</summary>
    public float[] Floats { get; } = Array.ConvertAll(Weights, w => (float)w);

    /// <summary>The weights as whole numbers.</summary>
    public int[] Whole { get; } = Array.ConvertAll(Weights, WholeOf);

    /// <summary>The pixels of the result.</summary>
    public int Length => Indices.Length / Count;

    /// <summary>Whether pixels are only chosen.</summary>
    public bool Chooses => Count == 1 && Array.TrueForAll(Weights, w => w == 1);

    /// <summary>Whether the pixels stay as they are.</summary>
    public bool Keeps(int size) => Chooses && Length == size && Enumerable.Range(0, size).SequenceEqual(Indices);

    /// <summary>One pixel for each of the result.</summary>
    public static AxisTaps Choose(IEnumerable<int> indices)
    {
        int[] chosen = [.. indices];
        return new AxisTaps(1, chosen, [.. Enumerable.Repeat(1.0, chosen.Length)]);
    }

    /// <summary>Sums of as many pixels as each result needs.</summary>
    public static AxisTaps Sum(IReadOnlyList<(int First, double[] Weights)> sums, int size)
    {
        var count = sums.Max(s => s.Weights.Length);
        var (indices, weights) = (new int[sums.Count * count], new double[sums.Count * count]);
        for (var i = 0; i < sums.Count; i++)
            for (var k = 0; k < count; k++)
            {
                // What lies outside of the axis has the colour of its edge; what a filter leaves out has no weight.
                indices[(i * count) + k] = Math.Clamp(sums[i].First + k, 0, size - 1);
                weights[(i * count) + k] = k < sums[i].Weights.Length ? sums[i].Weights[k] : 0;
            }

        return new AxisTaps(count, indices, weights);
    }

    /// <summary>A weight as a whole number.</summary>
    public static int WholeOf(double weight) => (int)((weight < 0 ? -0.5 : 0.5) + (weight * (1 << WholeBits)));

    /// <summary>The pixels that have a part in anything, in order, and the taps with their places among those as indices.</summary>
    public (int[] Used, AxisTaps Taps) Compacted()
    {
        int[] used = [.. Indices.Distinct().Order()];
        return (used, new AxisTaps(Count, Array.ConvertAll(Indices, i => Array.BinarySearch(used, i)), Weights));
    }

    /// <summary>The taps of some neighbours of the result.</summary>
    public AxisTaps Part(int first, int length) => new(
        Count, Indices[(first * Count)..((first + length) * Count)], Weights[(first * Count)..((first + length) * Count)]);
}
