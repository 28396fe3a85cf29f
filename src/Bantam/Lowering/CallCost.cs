using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>How long a call takes: a product of dimensions, which may be beyond the 32 bits of one.</summary>
/// <param name="Factors">Their product is the number of multiply-adds, or of what takes as long.</param>
public sealed record CallCost(params IReadOnlyList<Dimension> Factors)
{
    /// <summary>The number when names are bound.</summary>
    public long Bind(IReadOnlyDictionary<string, int> names) => Factors.Aggregate(1L, (product, factor) => product * factor.Compute(names));
}
