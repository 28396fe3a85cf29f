namespace Bantam.Tensors;

/// <summary>
/// The type of a tensor's elements as they lie in memory. Names and numbers are those of ONNX' TensorProto.DataType; what is known of
/// each is a row of <see cref="ElementTypes"/>.
/// </summary>
public enum ElementType
{
    /// <summary>IEEE 754 binary32.</summary>
    Float = 1,

    /// <summary>Unsigned 8-bit integer; how images are stored.</summary>
    UInt8 = 2,

    /// <summary>Signed 8-bit integer.</summary>
    Int8 = 3,

    /// <summary>Unsigned 16-bit integer.</summary>
    UInt16 = 4,

    /// <summary>Signed 16-bit integer.</summary>
    Int16 = 5,

    /// <summary>Signed 32-bit integer.</summary>
    Int32 = 6,

    /// <summary>Signed 64-bit integer; shapes, axes and labels in ONNX.</summary>
    Int64 = 7,

    /// <summary>A text.</summary>
    String = 8,

    /// <summary>A byte that is 0 or 1.</summary>
    Bool = 9,

    /// <summary>IEEE 754 binary16.</summary>
    Float16 = 10,

    /// <summary>IEEE 754 binary64; the reference executor's type for gradient checks.</summary>
    Double = 11,

    /// <summary>Unsigned 32-bit integer.</summary>
    UInt32 = 12,

    /// <summary>Unsigned 64-bit integer.</summary>
    UInt64 = 13,

    /// <summary>Two binary32: the real part, then the imaginary one.</summary>
    Complex64 = 14,

    /// <summary>Two binary64: the real part, then the imaginary one.</summary>
    Complex128 = 15,

    /// <summary>The upper half of a binary32.</summary>
    BFloat16 = 16,

    /// <summary>8 bits: 4 of exponent, 3 of mantissa; a NaN and no infinity.</summary>
    Float8E4M3FN = 17,

    /// <summary>8 bits: 4 of exponent, 3 of mantissa; one NaN, no infinity, no negative zero.</summary>
    Float8E4M3FNUZ = 18,

    /// <summary>8 bits: 5 of exponent, 2 of mantissa, as in IEEE 754.</summary>
    Float8E5M2 = 19,

    /// <summary>8 bits: 5 of exponent, 2 of mantissa; one NaN, no infinity, no negative zero.</summary>
    Float8E5M2FNUZ = 20,

    /// <summary>Unsigned 4-bit integer; two lie in a byte, the first in its low half.</summary>
    UInt4 = 21,

    /// <summary>Signed 4-bit integer; two lie in a byte, the first in its low half.</summary>
    Int4 = 22,

    /// <summary>
    /// 4 bits: a sign, 2 of exponent, 1 of mantissa; neither NaN nor infinity. Two lie in a byte, the first in its low half.
    /// </summary>
    Float4E2M1 = 23,

    /// <summary>8 bits of exponent and nothing else: a power of two from 2⁻¹²⁷ to 2¹²⁷, or NaN; the scale of a block of numbers.</summary>
    Float8E8M0 = 24,

    /// <summary>Unsigned 2-bit integer; four lie in a byte, the first in its lowest bits.</summary>
    UInt2 = 25,

    /// <summary>Signed 2-bit integer; four lie in a byte, the first in its lowest bits.</summary>
    Int2 = 26,
}
