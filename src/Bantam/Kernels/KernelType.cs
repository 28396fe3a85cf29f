namespace Bantam.Kernels;

/// <summary>
/// The type of an expression in a kernel. A vector has <see cref="Target.Lanes"/> lanes; a kernel for one lane has none. Types of 64
/// bits have no vectors on any target: a kernel that computes in them is written for one lane (<see cref="Target.For(bool)"/>).
/// </summary>
public enum KernelType
{
    /// <summary>A size, stride, counter or offset: 32 bits in every contract, a native integer where that is faster.</summary>
    Index,

    /// <summary>A place inside one buffer. Moves by elements, never leaves its buffer.</summary>
    Pointer,

    /// <summary>A 32-bit integer whose arithmetic wraps.</summary>
    I32,

    /// <summary>A 64-bit integer whose arithmetic wraps.</summary>
    I64,

    /// <summary>IEEE 754 binary32.</summary>
    F32,

    /// <summary>IEEE 754 binary64.</summary>
    F64,

    /// <summary>A truth value.</summary>
    Bool,

    /// <summary>A vector of <see cref="I32"/>.</summary>
    VectorI32,

    /// <summary>A vector of <see cref="I64"/>; templates may write it, kernels never hold it.</summary>
    VectorI64,

    /// <summary>A vector of <see cref="F32"/>.</summary>
    VectorF32,

    /// <summary>A vector of <see cref="F64"/>; templates may write it, kernels never hold it.</summary>
    VectorF64,

    /// <summary>A vector of <see cref="Bool"/>.</summary>
    Mask,
}
