using static Bantam.Kernels.KernelType;

namespace Bantam.Kernels;

/// <summary>A constant, kept as its bits; those of a 32-bit type are extended by their sign.</summary>
public sealed class Constant(KernelType type, long bits) : Expr(type)
{
    /// <summary>The bits; of a float its IEEE pattern.</summary>
    public long Bits { get; } = bits;

    /// <summary>The value read as an F32.</summary>
    public float Single => BitConverter.Int32BitsToSingle((int)Bits);

    /// <summary>The value of a float of either width.</summary>
    public double Double => Type == F64 ? BitConverter.Int64BitsToDouble(Bits) : Single;

    /// <summary>An F32 constant.</summary>
    public static Constant Of(float value) => new(F32, BitConverter.SingleToInt32Bits(value));

    /// <summary>An F64 constant.</summary>
    public static Constant Of(double value) => new(F64, BitConverter.DoubleToInt64Bits(value));

    /// <summary>An Index constant.</summary>
    public static Constant Of(int value) => new(KernelType.Index, value);

    /// <summary>An I32 constant.</summary>
    public static Constant Integer(int value) => new(I32, value);

    /// <summary>A constant of a scalar type; integers are truncated and wrap.</summary>
    public static Constant Of(KernelType type, double value) => type switch
    {
        F32 => Of((float)value),
        F64 => Of(value),
        Bool => new Constant(Bool, value != 0 ? 1 : 0),
        I64 => new Constant(I64, (long)value),
        _ => new Constant(type, unchecked((int)(long)value)),
    };

    /// <summary>An index constant as another scalar type, and one of 32 bits as that of 64; any other constant stays.</summary>
    public Constant As(KernelType scalar) => (Type, scalar) switch
    {
        (KernelType.Index, I32 or I64 or Bool) or (I32, I64) => new Constant(scalar, Bits),
        (KernelType.Index, F32 or F64) => Of(scalar, Bits),
        (F32, F64) => Of((double)Single),
        _ => this,
    };
}
