using System.Numerics;
using static Bantam.Kernels.KernelType;

namespace Bantam.Kernels;

/// <summary>
/// One lane of every operation of the kernel language, in plain C#: the meaning that the writers are held to. Values are bits as
/// <see cref="Constant.Bits"/> has them.
/// </summary>
internal static class ScalarArithmetic
{
    /// <summary>The value of an operation whose operands have these bits.</summary>
    public static long Apply(Expr expr, bool fused, long[] x, Func<string, Exception> fail)
    {
        var type = expr.Operands[0].Type.ToScalar();
        return expr switch
        {
            Binary binary => Apply(binary.Op, type, x[0], x[1], fail),
            Unary unary => type switch
            {
                F32 => Bits(Float(unary.Op, Single(x[0]), fail)),
                F64 => Bits(Float(unary.Op, Double(x[0]), fail)),
                I64 => Whole(unary.Op, x[0], fail),
                Bool when unary.Op == UnaryOp.Not => 1 - x[0],
                _ => Whole(unary.Op, (int)x[0], fail),
            },
            Compare compare => IsTrue(compare.Op, type, x[0], x[1]) ? 1 : 0,
            BitCast => x[0],
            Fma when type == F64 => Bits(MultiplyAdd(fused, Double(x[0]), Double(x[1]), Double(x[2]))),
            Fma => Bits(MultiplyAdd(fused, Single(x[0]), Single(x[1]), Single(x[2]))),
            Cast cast when type.IsFloat() => FromFloat(type == F64 ? Double(x[0]) : Single(x[0]), cast.Type.ToScalar(), fail),
            Cast cast => FromWhole(x[0], cast.Type.ToScalar(), fail),
            Dot2 => unchecked((int)(x[0] + ((short)x[1] * (short)x[2]) + ((short)(x[1] >> 16) * (long)(short)(x[2] >> 16)))),
            Dot4 => unchecked((int)(x[0] + Enumerable.Range(0, 4).Sum(i => (byte)(x[1] >> (8 * i)) * (sbyte)(x[2] >> (8 * i))))),
            _ => throw fail($"{expr.GetType().Name} is not an operation of the kernel language"),
        };
    }

    /// <summary>The value of a binary operation.</summary>
    public static long Apply(BinaryOp op, KernelType type, long x, long y, Func<string, Exception> fail)
    {
        switch (type)
        {
            case F32: return Bits(Float(op, Single(x), Single(y), fail));
            case F64: return Bits(Float(op, Double(x), Double(y), fail));
            case I64: return Whole(op, x, y, fail);
            case KernelType.Index when op is BinaryOp.Add or BinaryOp.Sub or BinaryOp.Mul:
                var wide = Whole(op, x, y, fail);
                return wide == (int)wide ? wide : throw fail($"an index becomes {wide}, which 32 bits do not hold");
            default: return Whole(op, (int)x, (int)y, fail);
        }
    }

    private static T Float<T>(BinaryOp op, T a, T b, Func<string, Exception> fail) where T : IBinaryFloatingPointIeee754<T> => op switch
    {
        BinaryOp.Add => a + b,
        BinaryOp.Sub => a - b,
        BinaryOp.Mul => a * b,
        BinaryOp.Div => a / b,
        BinaryOp.Min => T.Min(a, b),
        BinaryOp.Max => T.Max(a, b),
        _ => throw fail($"{op} is not defined on floats"),
    };

    private static T Whole<T>(BinaryOp op, T a, T b, Func<string, Exception> fail) where T : IBinaryInteger<T> => op switch
    {
        BinaryOp.Add => unchecked(a + b),
        BinaryOp.Sub => unchecked(a - b),
        BinaryOp.Mul => unchecked(a * b),
        BinaryOp.Div when !T.IsZero(b) => a / b,
        BinaryOp.Rem when !T.IsZero(b) => a % b,
        BinaryOp.Min => T.Min(a, b),
        BinaryOp.Max => T.Max(a, b),
        BinaryOp.And => a & b,
        BinaryOp.Or => a | b,
        BinaryOp.Xor => a ^ b,
        BinaryOp.ShiftLeft => a << int.CreateTruncating(b),
        BinaryOp.ShiftRight => a >> int.CreateTruncating(b),
        BinaryOp.ShiftRightLogical => a >>> int.CreateTruncating(b),
        _ => throw fail($"{op} of {a} and {b} is not defined"),
    };

    private static T Float<T>(UnaryOp op, T x, Func<string, Exception> fail) where T : IBinaryFloatingPointIeee754<T> => op switch
    {
        UnaryOp.Neg => -x,
        UnaryOp.Abs => T.Abs(x),
        UnaryOp.Sqrt => T.Sqrt(x),
        UnaryOp.Floor => T.Floor(x),
        UnaryOp.Ceiling => T.Ceiling(x),
        UnaryOp.Round => T.Round(x, MidpointRounding.ToEven),
        _ => throw fail($"{op} is not defined on floats"),
    };

    private static T Whole<T>(UnaryOp op, T x, Func<string, Exception> fail) where T : IBinaryInteger<T> => op switch
    {
        UnaryOp.Neg => unchecked(-x),
        UnaryOp.Not => ~x,
        UnaryOp.Abs => T.IsNegative(x) ? unchecked(-x) : x,
        UnaryOp.PopCount => T.PopCount(x),
        _ => throw fail($"{op} is not defined on integers"),
    };

    private static bool IsTrue(CompareOp op, KernelType type, long x, long y) => type switch
    {
        F32 => IsTrue(op, Single(x), Single(y)),
        F64 => IsTrue(op, Double(x), Double(y)),
        _ when op == CompareOp.LessUnsigned => (ulong)x < (ulong)y,
        _ => IsTrue(op, x, y),
    };

    private static bool IsTrue<T>(CompareOp op, T a, T b) where T : INumber<T> => op switch
    {
        CompareOp.Equal => a == b,
        CompareOp.NotEqual => a != b,
        CompareOp.Less => a < b,
        _ => a <= b,
    };

    private static T MultiplyAdd<T>(bool fused, T a, T b, T c) where T : IBinaryFloatingPointIeee754<T> =>
        fused ? T.FusedMultiplyAdd(a, b, c) : (a * b) + c;

    private static long FromFloat(double value, KernelType to, Func<string, Exception> fail) => to switch
    {
        F32 => Bits((float)value),
        F64 => Bits(value),
        I64 when value is >= long.MinValue and < -(double)long.MinValue => (long)value,
        I32 or KernelType.Index when value is > int.MinValue - 1.0 and < -(double)int.MinValue => (int)value,
        _ => throw fail($"{value} is converted to an integer that {(to == I64 ? 64 : 32)} bits do not hold"),
    };

    private static long FromWhole(long value, KernelType to, Func<string, Exception> fail) => to switch
    {
        F32 => Bits((float)value),
        F64 => Bits((double)value),
        I64 => value,
        KernelType.Index when value != (int)value => throw fail($"{value} becomes an index, which 32 bits do not hold"),
        _ => unchecked((int)value),
    };

    private static float Single(long bits) => BitConverter.Int32BitsToSingle((int)bits);

    private static double Double(long bits) => BitConverter.Int64BitsToDouble(bits);

    private static long Bits(float value) => BitConverter.SingleToInt32Bits(value);

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
