using Bantam.Tensors;

namespace Bantam.Kernels.Templates;

/// <summary>What distinguishes one pooling kernel from another.</summary>
/// <param name="Target">What it is for.</param>
/// <param name="Element">The type of the elements.</param>
/// <param name="Kernel">Height and width of the window.</param>
/// <param name="IsMaximum">Whether the largest is taken, or the mean.</param>
/// <param name="Epilogue">What is done with each element before it is stored.</param>
public sealed record PoolSpec(Target Target, ElementType Element, (int Height, int Width) Kernel, bool IsMaximum, Fusion Epilogue)
{
    /// <summary>The most taps that one kernel unrolls.</summary>
    public const int MostTaps = 64;

    /// <summary>Text that is equal for equal kernels.</summary>
    public string Key => $"pool {Element} {Kernel} {IsMaximum} {Epilogue.Key}";
}
