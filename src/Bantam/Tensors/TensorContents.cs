using System.Diagnostics.CodeAnalysis;

namespace Bantam.Tensors;

/// <summary>Takes tensors of the same type with the same bytes for equal.</summary>
internal sealed class TensorContents : IEqualityComparer<Tensor>
{
    private const int Sampled = 64;

    private TensorContents()
    {
    }

    /// <summary>The comparer.</summary>
    public static TensorContents Comparer { get; } = new();

    /// <inheritdoc/>
    public bool Equals(Tensor? x, Tensor? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null && x.Type == y.Type && x.Bytes.SequenceEqual(y.Bytes));

    /// <inheritdoc/>
    public int GetHashCode([DisallowNull] Tensor tensor) => Sample(tensor.Bytes);

    /// <summary>A hash of some of the bytes, which costs the same however many there are.</summary>
    public static int Sample(ReadOnlySpan<byte> bytes)
    {
        var hash = default(HashCode);
        hash.Add(bytes.Length);
        var step = Math.Max(1, bytes.Length / Sampled);
        for (var i = 0; i < bytes.Length; i += step) hash.Add(bytes[i]);
        return hash.ToHashCode();
    }
}
