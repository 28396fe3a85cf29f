using Bantam.Tensors;

namespace Bantam.Kernels.Templates;

/// <summary>What distinguishes one kernel that looks for extrema from another.</summary>
/// <param name="Target">What it is for.</param>
/// <param name="Storage">The type of the elements.</param>
/// <param name="IsMinimum">Whether the smallest is looked for, not the largest.</param>
/// <param name="IsLast">Whether of equal elements the last counts, not the first.</param>
public sealed record ArgExtremumSpec(Target Target, ElementType Storage, bool IsMinimum, bool IsLast)
{
    /// <summary>Text that is equal for equal kernels.</summary>
    public string Key => $"arg-extremum {Storage} {IsMinimum} {IsLast}";
}
