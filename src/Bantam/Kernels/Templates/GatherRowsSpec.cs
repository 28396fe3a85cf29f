using Bantam.Tensors;

namespace Bantam.Kernels.Templates;

/// <summary>What distinguishes one gathering kernel from another.</summary>
/// <param name="Target">What it is for.</param>
/// <param name="Storage">The type that elements are moved as.</param>
/// <param name="Indices">The type of the indices.</param>
/// <param name="IsWide">Whether rows have more than one element.</param>
public sealed record GatherRowsSpec(Target Target, ElementType Storage, ElementType Indices, bool IsWide)
{
    /// <summary>Text that is equal for equal kernels.</summary>
    public string Key => $"gather-rows {Storage} {Indices} {IsWide}";
}
