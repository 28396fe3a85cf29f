using Bantam.Tensors;

namespace Bantam.Operators.Text;

/// <summary>Finds n-grams item by item: each is a way from the root.</summary>
internal sealed class NGramTree
{
    private const int Root = 0;
    private readonly Dictionary<string, long> _words = [];
    private readonly Dictionary<(int Node, long Item), int> _children = [];
    private readonly List<int> _columns = [-1];

    /// <summary>The n-grams of a pool that are within some lengths.</summary>
    public NGramTree(NGramPool pool, int least, int most)
    {
        var (at, gram) = (0, 0);
        for (var length = 1; length <= pool.Starts.Count; length++)
        {
            for (var end = at + pool.Items(length); at < end; at += length, gram++)
            {
                if (length < least || length > most) continue;
                var node = Root;
                for (var i = at; i < at + length; i++) node = Child(node, pool.Words is { } words ? Number(words[i]) : pool.Numbers![i]);
                _columns[node] = pool.Columns[gram];
            }
        }
    }

    /// <summary>The items of a tensor as numbers; words that no n-gram has are −1.</summary>
    public long[] Items(Tensor tensor) => tensor.Element == ElementType.String
        ? Array.ConvertAll(tensor.Strings.ToArray(), word => _words.GetValueOrDefault(word, -1))
        : tensor.ToNumbers<long>();

    /// <summary>Counts the n-grams that begin at an item, whose items lie at a distance from one another.</summary>
    /// <param name="items">The items of a text.</param>
    /// <param name="start">Where they begin.</param>
    /// <param name="distance">How far they are apart.</param>
    /// <param name="least">The length of the shortest n-grams that count.</param>
    /// <param name="most">The length of the longest n-grams.</param>
    /// <param name="counts">How often each column's n-gram was seen.</param>
    public void Count(ReadOnlySpan<long> items, int start, int distance, int least, int most, Span<int> counts)
    {
        var node = Root;
        for (var (length, at) = (1, (long)start); length <= most && at < items.Length; length++, at += distance)
        {
            if (!_children.TryGetValue((node, items[(int)at]), out node)) return;
            if (length >= least && _columns[node] >= 0) counts[_columns[node]]++;
        }
    }

    private long Number(string word)
    {
        if (!_words.TryGetValue(word, out var number)) _words[word] = number = _words.Count;
        return number;
    }

    private int Child(int node, long item)
    {
        if (_children.TryGetValue((node, item), out var child)) return child;
        _children[(node, item)] = child = _columns.Count;
        _columns.Add(-1);
        return child;
    }
}
