using Bantam.Tensors;

namespace Bantam.Kernels.Templates;

/// <summary>What distinguishes one pooling kernel from another.</summary>
/// <param name="Target">What it is for.</param>
/// <param name="Element">The type of the elements.</param>
/// <param name="Rank">Spatial axes, two at least.</param>
/// <param name="Kernel">The window, whose taps the kernel unrolls; null where it loops over those of any window.</param>
/// <param name="IsMaximum">Whether the largest is taken, or the mean.</param>
/// <param name="Epilogue">What is done with each element before it is stored.</param>
/// <param name="AreRowsApart">
/// Whether the tensors of the epilogue have a stride along each axis, so that they may be parts of others.
/// </param>
public sealed record PoolSpec(Target Target, ElementType Element, int Rank, Ints? Kernel, bool IsMaximum, Fusion Epilogue,
    bool AreRowsApart = false)
{
    /// <summary>The most taps that one kernel unrolls.</summary>
    private const int MostTaps = 64;

    /// <summary>Text that is equal for equal kernels.</summary>
    public string Key => $"pool {Element} {Rank} {Kernel} {IsMaximum} {AreRowsApart} {Epilogue.Key}";

    /// <summary>The window if a kernel unrolls it, else null.</summary>
    public static Ints? Unrolled(Ints kernel) => kernel.Aggregate(1L, (taps, size) => taps * size) <= MostTaps ? kernel : null;
}
