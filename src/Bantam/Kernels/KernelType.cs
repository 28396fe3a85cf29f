namespace Bantam.Kernels;

/// <summary>The type of an expression in a kernel. A vector has <see cref="Target.Lanes"/> lanes; at one lane it is the scalar.</summary>
public enum KernelType
{
    /// <summary>A size, stride, counter or offset: 32 bits in every contract, a native integer where that is faster.</summary>
    Index,

    /// <summary>A place inside one buffer. Moves by elements, never leaves its buffer.</summary>
    Pointer,

    /// <summary>A 32-bit integer whose arithmetic wraps.</summary>
    I32,

    /// <summary>IEEE 754 binary32.</summary>
    F32,

    /// <summary>A truth value.</summary>
    Bool,

    /// <summary>A vector of <see cref="I32"/>.</summary>
    VectorI32,

    /// <summary>A vector of <see cref="F32"/>.</summary>
    VectorF32,

    /// <summary>A vector of <see cref="Bool"/>.</summary>
    Mask,
}

/// <summary>Facts about kernel types.</summary>
public static class KernelTypes
{
    /// <summary>True for types that have lanes.</summary>
    public static bool IsVector(this KernelType type) => type >= KernelType.VectorI32;

    /// <summary>The vector type whose lanes are of this type; a vector type itself stays.</summary>
    public static KernelType ToVector(this KernelType type) => type switch
    {
        KernelType.I32 => KernelType.VectorI32,
        KernelType.F32 => KernelType.VectorF32,
        KernelType.Bool => KernelType.Mask,
        _ when type.IsVector() => type,
        _ => throw new KernelException($"A vector of {type} does not exist; convert it to I32 first."),
    };

    /// <summary>The type of one lane; a scalar type itself stays.</summary>
    public static KernelType ToScalar(this KernelType type) => type switch
    {
        KernelType.VectorI32 => KernelType.I32,
        KernelType.VectorF32 => KernelType.F32,
        KernelType.Mask => KernelType.Bool,
        _ => type,
    };
}
