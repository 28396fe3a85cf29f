namespace Bantam.Tensors;

/// <summary>Makes lists of items.</summary>
public static class Items
{
    /// <summary>A list of these items.</summary>
    public static Items<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());

    /// <summary>A list of these items.</summary>
    public static Items<T> From<T>(IEnumerable<T> items) => new([.. items]);
}
