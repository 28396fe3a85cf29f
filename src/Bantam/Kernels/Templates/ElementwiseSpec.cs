using Bantam.Tensors;

namespace Bantam.Kernels.Templates;

/// <summary>What distinguishes one elementwise kernel from another.</summary>
/// <param name="Target">What it is for.</param>
/// <param name="Rank">Dimensions that are left after merging those that all operands walk alike.</param>
/// <param name="Chain">What is computed.</param>
public sealed record ElementwiseSpec(Target Target, int Rank, Fusion Chain)
{
    /// <summary>Elements of a tile where all dimensions merged to one.</summary>
    public const int Chunk = 1024;

    /// <summary>Text that is equal for equal kernels.</summary>
    public string Key => $"elementwise {Rank} {Chain.Key}";

    /// <summary>How many tiles a result with these merged dimensions has.</summary>
    public static Dimension Tiles(IReadOnlyList<Dimension> dimensions) =>
        dimensions.Count == 1 ? (dimensions[0] + Chunk - 1) / Chunk : dimensions.SkipLast(1).Aggregate((a, b) => a * b);
}
