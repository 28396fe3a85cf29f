using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// Float16 and BFloat16 in integer operations, the same on every target: kernels compute with them as F32. Subnormal numbers are
/// exact, storing rounds to the nearest, ties to even, and NaN stays NaN.
/// </summary>
internal static class SmallFloats
{
    private const int SignOf16 = 0x8000, RestOf16 = 0x7fff;

    /// <summary>F32's and Float16's infinity, the exponent bits all ones.</summary>
    private const int Infinity = 0x7f800000, HalfInfinity = 0x7c00;

    /// <summary>Float16's exponents are 112 lower than those of F32, and its significand is 13 bits shorter.</summary>
    private const int Rebias = 112 << 23, Shorter = 13;

    /// <summary>Whether elements of a type are stored as 16 bits that stand for an F32.</summary>
    public static bool Has(ElementType storage) => storage is ElementType.Float16 or ElementType.BFloat16;

    /// <summary>The F32 of 16 bits.</summary>
    public static Expr Widen(ElementType storage, Expr bits)
    {
        if (storage == ElementType.BFloat16) return Bits(bits << 16);
        var magnitude = bits & RestOf16;
        var normal = Bits((magnitude << Shorter) + Rebias);
        var special = Bits((magnitude << Shorter) | Infinity);
        var finite = Select(magnitude < 0x400, ToF32(magnitude) * 5.9604645e-8f, normal);
        return Bits(Bits(Select(magnitude < HalfInfinity, finite, special)) | ((bits & SignOf16) << 16));
    }

    /// <summary>The 16 bits nearest to an F32.</summary>
    public static Expr Narrow(ElementType storage, Expr value)
    {
        var bits = Bits(value);
        Expr magnitude = bits & int.MaxValue;
        var isNaN = magnitude > Infinity;
        if (storage == ElementType.BFloat16)
            return Select(isNaN, (bits >>> 16) | 0x40, (bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);

        var normal = Min((magnitude - Rebias + 0xfff + (magnitude >>> Shorter & 1)) >>> Shorter, HalfInfinity);

        // The last bit of ½ counts as much as that of a subnormal Float16: adding it rounds there.
        var subnormal = Bits(Bits(magnitude) + 0.5f) - BitConverter.SingleToInt32Bits(0.5f);
        var number = Select(magnitude < (113 << 23), subnormal, normal);
        var nan = (magnitude >>> Shorter & 0x3ff) | 0x7e00;
        return Select(isNaN, nan, number) | (bits >>> 16 & SignOf16);
    }
}
