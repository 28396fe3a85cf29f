using System.Collections;
using System.Runtime.CompilerServices;

namespace Bantam.Tensors;

/// <summary>A list of integers that is equal to a list of the same integers: an array attribute of an operator.</summary>
[CollectionBuilder(typeof(Ints), nameof(Create))]
public sealed class Ints : IReadOnlyList<int>, IEquatable<Ints>
{
    private readonly int[] _items;

    private Ints(int[] items) => _items = items;

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public int this[int index] => _items[index];

    /// <summary>A list of these integers.</summary>
    public static Ints Create(ReadOnlySpan<int> items) => new(items.ToArray());

    /// <summary>A list of these integers.</summary>
    public static Ints From(IEnumerable<int> items) => new([.. items]);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Ints? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Ints);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = Count;
        foreach (var item in _items) hash = HashCode.Combine(hash, item);
        return hash;
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(',', _items)}]";
}
