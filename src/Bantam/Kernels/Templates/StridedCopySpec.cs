using Bantam.Tensors;

namespace Bantam.Kernels.Templates;

/// <summary>How the innermost dimension of a copy is walked.</summary>
public enum CopyWalk
{
    /// <summary>Both tensors by single steps, as vectors.</summary>
    Contiguous,

    /// <summary>One element over and over to single steps, as vectors.</summary>
    Fill,

    /// <summary>By any strides, element by element.</summary>
    Strided,
}

/// <summary>What distinguishes one copying kernel from another.</summary>
/// <param name="Target">What it is for.</param>
/// <param name="Storage">The type that elements are moved as: an integer type of their size.</param>
/// <param name="Rank">Dimensions.</param>
/// <param name="Walk">How the innermost one is walked.</param>
public sealed record StridedCopySpec(Target Target, ElementType Storage, int Rank, CopyWalk Walk)
{
    /// <summary>Elements of a tile where there is one dimension.</summary>
    public const int Chunk = 1024;

    /// <summary>Text that is equal for equal kernels.</summary>
    public string Key => $"strided-copy {Storage} {Rank} {Walk}";

    /// <summary>How many tiles a copy of these dimensions has.</summary>
    public static Dimension Tiles(IReadOnlyList<Dimension> dimensions) =>
        dimensions.Count == 1 ? (dimensions[0] + Chunk - 1) / Chunk : dimensions.SkipLast(1).Aggregate((a, b) => a * b);
}
