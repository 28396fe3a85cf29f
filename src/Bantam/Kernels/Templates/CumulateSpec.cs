using Bantam.Tensors;

namespace Bantam.Kernels.Templates;

/// <summary>What distinguishes one cumulating kernel from another.</summary>
/// <param name="Target">What it is for.</param>
/// <param name="Storage">The type of the elements.</param>
/// <param name="Combine">What is done with what has come so far and the next element.</param>
/// <param name="Neutral">What has come before the first.</param>
/// <param name="IsExclusive">Whether an element is not part of its own result.</param>
/// <param name="IsReverse">Whether it goes from the last element to the first.</param>
public sealed record CumulateSpec(
    Target Target, ElementType Storage, BinaryOp Combine, int Neutral, bool IsExclusive, bool IsReverse)
{
    /// <summary>Text that is equal for equal kernels.</summary>
    public string Key => $"cumulate {Storage} {Combine} {IsExclusive} {IsReverse}";

    /// <summary>How many tiles there are.</summary>
    public Dimension Tiles(Dimension outer, Dimension inner) => outer * ((inner + Target.Lanes - 1) / Target.Lanes);
}
