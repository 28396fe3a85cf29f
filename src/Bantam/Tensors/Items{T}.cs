using System.Collections;
using System.Runtime.CompilerServices;

namespace Bantam.Tensors;

/// <summary>A list of anything that is equal to a list of equal items: an attribute of an operator. Of integers there are Ints.</summary>
/// <typeparam name="T">What its items are.</typeparam>
[CollectionBuilder(typeof(Items), nameof(Items.Create))]
public sealed class Items<T> : IReadOnlyList<T>, IEquatable<Items<T>>
{
    private const int MostPrinted = 8;
    private readonly T[] _items;
    private readonly Lazy<int> _hash;

    internal Items(T[] items)
    {
        _items = items;
        _hash = new(() => items.Aggregate(items.Length, HashCode.Combine));
    }

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    /// <summary>The items in memory.</summary>
    public ReadOnlySpan<T> Span => _items;

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Items<T>? other) => ReferenceEquals(this, other)
        || (other is not null && _hash.Value == other._hash.Value && _items.AsSpan().SequenceEqual(other._items, null));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Items<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash.Value;

    /// <inheritdoc/>
    public override string ToString() =>
        $"[{string.Join(',', _items.Take(MostPrinted))}{(Count > MostPrinted ? $",… {Count} in all" : "")}]";
}
