using Bantam.Tensors;

namespace Bantam.Kernels.Templates;

/// <summary>What distinguishes one pooling gradient kernel from another.</summary>
/// <param name="Target">What it is for.</param>
/// <param name="Rank">Spatial axes, two at least.</param>
/// <param name="Kernel">The window, whose taps the kernel unrolls; null where it loops over those of any window.</param>
/// <param name="IsMaximum">Whether the pooling took the largest, or the mean.</param>
/// <param name="IsTiling">Whether each image element lies in exactly one window; else gradients are added up.</param>
/// <param name="Epilogue">What is done with each element before it is stored; only of a tiling.</param>
public sealed record PoolGradientSpec(Target Target, int Rank, Ints? Kernel, bool IsMaximum, bool IsTiling, Fusion Epilogue)
{
    /// <summary>Whether the window has gaps.</summary>
    public bool IsDilated { get; init; }

    /// <summary>Text that is equal for equal kernels.</summary>
    public string Key => $"pool-gradient {Rank} {Kernel} {IsMaximum} {IsTiling} {IsDilated} {Epilogue.Key}";
}
