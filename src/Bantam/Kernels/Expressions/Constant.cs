using static Bantam.Kernels.KernelType;

namespace Bantam.Kernels;

/// <summary>A constant, kept as its 32 bits.</summary>
public sealed class Constant(KernelType type, int bits) : Expr(type)
{
    /// <summary>The bits; of a float its IEEE pattern.</summary>
    public int Bits { get; } = bits;

    /// <summary>The value read as a float.</summary>
    public float Single => BitConverter.Int32BitsToSingle(Bits);

    /// <summary>An F32 constant.</summary>
    public static Constant Of(float value) => new(F32, BitConverter.SingleToInt32Bits(value));

    /// <summary>An Index constant.</summary>
    public static Constant Of(int value) => new(KernelType.Index, value);

    /// <summary>An I32 constant.</summary>
    public static Constant Integer(int value) => new(I32, value);

    /// <summary>A constant of a scalar type; integers are truncated and wrap.</summary>
    public static Constant Of(KernelType type, double value) => type switch
    {
        F32 => Of((float)value),
        Bool => new Constant(Bool, value != 0 ? 1 : 0),
        _ => new Constant(type, unchecked((int)(long)value)),
    };

    /// <summary>An index constant as another scalar type; any other constant stays.</summary>
    public Constant As(KernelType scalar) => Type != KernelType.Index ? this : scalar switch
    {
        I32 => Integer(Bits),
        F32 => Of((float)Bits),
        Bool => new Constant(Bool, Bits),
        _ => this,
    };
}
