using System.Collections;
using System.Runtime.CompilerServices;

namespace Bantam.Operators.Recurrent;

/// <summary>
/// The functions of a recurrent network in ONNX' order, those of the second direction behind those of the first: an attribute, equal to
/// another with the same functions.
/// </summary>
[CollectionBuilder(typeof(RecurrentActivations), nameof(Create))]
public sealed class RecurrentActivations : IReadOnlyList<RecurrentActivation>, IEquatable<RecurrentActivations>
{
    private readonly RecurrentActivation[] _items;

    private RecurrentActivations(RecurrentActivation[] items) => _items = items;

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public RecurrentActivation this[int index] => _items[index];

    /// <summary>A list of these functions.</summary>
    public static RecurrentActivations Create(ReadOnlySpan<RecurrentActivation> items) => new(items.ToArray());

    /// <inheritdoc/>
    public IEnumerator<RecurrentActivation> GetEnumerator() => ((IEnumerable<RecurrentActivation>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(RecurrentActivations? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RecurrentActivations);

    /// <inheritdoc/>
    public override int GetHashCode() => _items.Aggregate(Count, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", _items)}]";
}
