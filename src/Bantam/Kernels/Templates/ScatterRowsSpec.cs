using Bantam.Tensors;

namespace Bantam.Kernels.Templates;

/// <summary>What distinguishes one scattering kernel from another.</summary>
/// <param name="Target">What it is for.</param>
/// <param name="Indices">The type of the indices.</param>
/// <param name="Overwrites">Whether of several rows with one index the last one counts, rather than their sum.</param>
public sealed record ScatterRowsSpec(Target Target, ElementType Indices, bool Overwrites = false)
{
    /// <summary>The type of the elements.</summary>
    public ElementType Storage { get; init; } = ElementType.Float;

    /// <summary>Text that is equal for equal kernels.</summary>
    public string Key => $"scatter-rows {Storage} {Indices} {Overwrites}";

    /// <summary>How many tiles there are.</summary>
    public Dimension Tiles(Dimension outer, Dimension inner) => outer * ((inner + Target.Lanes - 1) / Target.Lanes);
}
