using Bantam.Tensors;

namespace Bantam.Operators.Text;

/// <summary>n-grams, all in a row: first those of one item, then those of two, and so on.</summary>
/// <param name="Starts">Where in the pool the n-grams of each length begin, in items; ascending, the first is 0.</param>
/// <param name="Columns">The column of the output for each n-gram, in the order of the pool.</param>
/// <param name="Words">The items where they are texts; null where they are integers.</param>
/// <param name="Numbers">The items where they are integers; null where they are texts.</param>
public sealed record NGramPool(Ints Starts, Ints Columns, Items<string>? Words, Items<long>? Numbers)
{
    /// <summary>How many items there are.</summary>
    public int Count => Words?.Count ?? Numbers?.Count ?? 0;

    /// <summary>How many columns the output has.</summary>
    public int Width => Columns.Count == 0 ? 0 : Columns.Max() + 1;

    /// <summary>What is wrong with it, as a sentence; null where nothing is.</summary>
    public string? Fault()
    {
        if ((Words is null) == (Numbers is null)) return "the pool must hold texts or integers.";
        if (Starts.Count == 0 || Starts[0] != 0 || Starts.Zip(Starts.Skip(1)).Any(s => s.First > s.Second) || Starts[^1] > Count)
            return $"the n-grams of each length must begin in ascending order in the pool of {Count} items; they begin at {Starts}.";
        if (Columns.Any(c => c < 0)) return $"columns are numbers from 0 on; they are {Columns}.";
        var grams = 0;
        for (var n = 1; n <= Starts.Count; n++)
        {
            if (Items(n) % n != 0) return $"a pool of {n}-grams must have a multiple of {n} items; it has {Items(n)}.";
            grams += Items(n) / n;
        }

        return grams == Columns.Count ? null : $"there must be a column for each of the {grams} n-grams; there are {Columns.Count}.";
    }

    /// <summary>How many items the n-grams of one length have.</summary>
    public int Items(int length) => (length < Starts.Count ? Starts[length] : Count) - Starts[length - 1];
}
