namespace Bantam.Kernels;

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
