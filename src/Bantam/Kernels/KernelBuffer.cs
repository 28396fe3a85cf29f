using Bantam.Tensors;

namespace Bantam.Kernels;

/// <summary>A tensor that a kernel reads or writes.</summary>
/// <param name="Name">The name that dumps show.</param>
/// <param name="Storage">The type of its elements in memory.</param>
/// <param name="Access">What the kernel does with it.</param>
public sealed record KernelBuffer(string Name, ElementType Storage, Access Access)
{
    /// <summary>Whether its elements are constants of a chain, none of which is 0 or NaN.</summary>
    public bool HoldsNumbers { get; init; }
}
