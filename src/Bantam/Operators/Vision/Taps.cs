using Bantam.Tensors;

namespace Bantam.Operators.Vision;

/// <summary>Which elements of an axis the elements of a result are weighted sums of: of each the same number.</summary>
/// <param name="Count">How many of each.</param>
/// <param name="Indices">For each element of the result the ones that it is a sum of.</param>
/// <param name="Weights">Their weights.</param>
internal sealed record Taps(int Count, int[] Indices, double[] Weights)
{
    /// <summary>The elements of the result.</summary>
    public int Length => Indices.Length / Math.Max(Count, 1);

    /// <summary>Whether elements are only chosen.</summary>
    public bool Chooses => Count == 1 && Weights.All(w => w == 1);

    /// <summary>The same without taps that have no weight anywhere; one is left.</summary>
    public Taps Trimmed()
    {
        int[] kept = [.. Enumerable.Range(0, Count).Where(k => Enumerable.Range(0, Length).Any(i => Weights[(i * Count) + k] != 0))];
        if (kept.Length == 0) kept = [0];
        return kept.Length == Count ? this : new Taps(kept.Length, Kept(Indices, kept), Kept(Weights, kept));
    }

    /// <summary>
    /// The taps by which a gradient goes back to an axis of some size: each of its elements is the sum of what was computed with it. What
    /// has fewer taps than others repeats one without a weight.
    /// </summary>
    public Taps Transposed(int size)
    {
        var users = new List<(int Index, double Weight)>[size];
        for (var i = 0; i < size; i++) users[i] = [];
        for (var i = 0; i < Indices.Length; i++)
            if (Weights[i] != 0)
                users[Indices[i]].Add((i / Count, Weights[i]));
        var count = Math.Max(1, users.Max(u => u.Count));
        var (indices, weights) = (new int[size * count], new double[size * count]);
        for (var i = 0; i < indices.Length; i++)
        {
            var own = users[i / count];
            var k = i % count;
            if (k < own.Count) (indices[i], weights[i]) = own[k];
            else if (own.Count > 0) indices[i] = own[^1].Index;
        }

        return new Taps(count, indices, weights);
    }

    /// <summary>The indices as a tensor [length, taps].</summary>
    public Tensor IndexTensor() => Tensor.From(Indices, Shape.Of(Length, Count).Sizes);

    /// <summary>The weights as a tensor [length, taps].</summary>
    public Tensor WeightTensor(ElementType element) => Tensor.FromDoubles(new TensorType(element, Shape.Of(Length, Count)), Weights);

    private T[] Kept<T>(T[] all, int[] kept)
    {
        var count = Count;
        return [.. Enumerable.Range(0, Length).SelectMany(i => kept.Select(k => all[(i * count) + k]))];
    }
}
