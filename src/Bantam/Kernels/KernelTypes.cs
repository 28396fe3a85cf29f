using Bantam.Tensors;

namespace Bantam.Kernels;

/// <summary>Facts about kernel types.</summary>
public static class KernelTypes
{
    /// <summary>What kernels and bodies of operators compute with for elements of a type.</summary>
    public static KernelType Of(ElementType element) => element.Info() switch
    {
        { Kind: ElementKind.Floating, Bits: 64 } => KernelType.F64,
        { Kind: ElementKind.Floating } => KernelType.F32,
        { Kind: ElementKind.Truth } => KernelType.Bool,
        { Bits: 64 } or { Kind: ElementKind.Unsigned, Bits: 32 } => KernelType.I64,
        _ => KernelType.I32,
    };

    /// <summary>True for types that have lanes.</summary>
    public static bool IsVector(this KernelType type) => type >= KernelType.VectorI32;

    /// <summary>True for floats and their vectors.</summary>
    public static bool IsFloat(this KernelType type) => type.ToScalar() is KernelType.F32 or KernelType.F64;

    /// <summary>True for types of 64 bits, which have no vectors.</summary>
    public static bool IsWide(this KernelType type) => type.ToScalar() is KernelType.I64 or KernelType.F64;

    /// <summary>The vector type whose lanes are of this type; a vector type itself stays.</summary>
    public static KernelType ToVector(this KernelType type) => type switch
    {
        KernelType.I32 => KernelType.VectorI32,
        KernelType.I64 => KernelType.VectorI64,
        KernelType.F32 => KernelType.VectorF32,
        KernelType.F64 => KernelType.VectorF64,
        KernelType.Bool => KernelType.Mask,
        _ when type.IsVector() => type,
        _ => throw new KernelException($"A vector of {type} does not exist; convert it to I32 first."),
    };

    /// <summary>The type of one lane; a scalar type itself stays.</summary>
    public static KernelType ToScalar(this KernelType type) => type switch
    {
        KernelType.VectorI32 => KernelType.I32,
        KernelType.VectorI64 => KernelType.I64,
        KernelType.VectorF32 => KernelType.F32,
        KernelType.VectorF64 => KernelType.F64,
        KernelType.Mask => KernelType.Bool,
        _ => type,
    };
}
