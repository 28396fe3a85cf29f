using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>How long a call takes: a product of dimensions, which may be beyond the 32 bits of one.</summary>
/// <param name="Factors">Their product is the number of multiply-adds, or of what takes as long.</param>
public sealed record CallCost(params IReadOnlyList<Dimension> Factors)
{
    /// <summary>Of a product or convolution what gives its multiply-adds; null of other calls, whose cost is a guess.</summary>
    public IReadOnlyList<Dimension>? Products { get; init; }

    /// <summary>The number when names are bound.</summary>
    public long Bind(IReadOnlyDictionary<string, int> names) => Product(Factors, names);

    /// <summary>The multiply-adds when names are bound; null where they are not known.</summary>
    public long? BindProducts(IReadOnlyDictionary<string, int> names) => Products is null ? null : Product(Products, names);

    private static long Product(IReadOnlyList<Dimension> factors, IReadOnlyDictionary<string, int> names) =>
        factors.Aggregate(1L, (product, factor) => product * factor.Compute(names));
}
