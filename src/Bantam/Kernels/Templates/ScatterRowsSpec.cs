using Bantam.Tensors;

namespace Bantam.Kernels.Templates;

/// <summary>What distinguishes one scattering kernel from another.</summary>
/// <param name="Target">What it is for.</param>
/// <param name="Storage">The type of the elements; where they are moved, an integer type of their size.</param>
/// <param name="Indices">The type of the indices.</param>
/// <param name="Combine">What is done with the element that is there; null where it is replaced.</param>
/// <param name="Clears">Whether the kernel begins with zeros; else with what the output holds.</param>
public sealed record ScatterRowsSpec(Target Target, ElementType Storage, ElementType Indices, BinaryOp? Combine, bool Clears)
{
    /// <summary>Text that is equal for equal kernels.</summary>
    public string Key => $"scatter-rows {Storage} {Indices} {Combine} {Clears}";

    /// <summary>How many tiles there are.</summary>
    public Dimension Tiles(Dimension outer, Dimension inner) => outer * ((inner + Target.Lanes - 1) / Target.Lanes);
}
