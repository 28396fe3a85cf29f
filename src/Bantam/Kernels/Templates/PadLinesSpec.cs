using Bantam.Tensors;

namespace Bantam.Kernels.Templates;

/// <summary>What distinguishes one kernel that pads lines from another.</summary>
/// <param name="Target">What it is for.</param>
/// <param name="Storage">The type that elements are moved as: an integer type of their size.</param>
/// <param name="IsFrame">Whether what lies inside is there already, so that only the frame around it is filled.</param>
public sealed record PadLinesSpec(Target Target, ElementType Storage, bool IsFrame)
{
    /// <summary>Text that is equal for equal kernels.</summary>
    public string Key => $"pad-lines {Storage} {IsFrame}";
}
