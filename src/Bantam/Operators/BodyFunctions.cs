using System.Numerics;
using Bantam.Kernels;

namespace Bantam.Operators;

/// <summary>The operations of bodies on doubles, functions by <see cref="Math"/>, and on whole numbers, which wrap around.</summary>
internal static class BodyFunctions
{
    public static Func<double, double> Fraction(UnaryOp op) => op switch
    {
        UnaryOp.Neg => x => -x,
        UnaryOp.Abs => Math.Abs,
        UnaryOp.Sqrt => Math.Sqrt,
        UnaryOp.Floor => Math.Floor,
        UnaryOp.Ceiling => Math.Ceiling,
        UnaryOp.Round => x => Math.Round(x, MidpointRounding.ToEven),
        UnaryOp.Exp => Math.Exp,
        UnaryOp.Log => Math.Log,
        UnaryOp.Tanh => Math.Tanh,
        UnaryOp.Erf => ErrorFunction.Erf,
        UnaryOp.Sin => Math.Sin,
        UnaryOp.Cos => Math.Cos,
        UnaryOp.Tan => Math.Tan,
        UnaryOp.Asin => Math.Asin,
        UnaryOp.Acos => Math.Acos,
        UnaryOp.Atan => Math.Atan,
        UnaryOp.Sinh => Math.Sinh,
        UnaryOp.Cosh => Math.Cosh,
        UnaryOp.Asinh => Math.Asinh,
        UnaryOp.Acosh => Math.Acosh,
        UnaryOp.Atanh => Math.Atanh,
        UnaryOp.Sigmoid => x => 1 / (1 + Math.Exp(-x)),
        _ => throw new KernelException($"{op} of a float has no meaning."),
    };

    public static Func<double, double, double> Fraction(BinaryOp op) => op switch
    {
        BinaryOp.Add => (a, b) => a + b,
        BinaryOp.Sub => (a, b) => a - b,
        BinaryOp.Mul => (a, b) => a * b,
        BinaryOp.Div => (a, b) => a / b,
        BinaryOp.Rem => (a, b) => a % b,
        BinaryOp.Min => Math.Min,
        BinaryOp.Max => Math.Max,
        BinaryOp.Pow => Math.Pow,
        _ => throw new KernelException($"{op} of floats has no meaning."),
    };

    public static Func<T, T> Whole<T>(UnaryOp op, KernelType type) where T : IBinaryInteger<T> => op switch
    {
        UnaryOp.Neg => x => -x,
        UnaryOp.Abs => x => T.IsNegative(x) ? -x : x,
        UnaryOp.Not when type == KernelType.Bool => x => T.One - x,
        UnaryOp.Not => x => ~x,
        _ => throw new KernelException($"{op} of a whole number has no meaning."),
    };

    public static Func<T, T, T> Whole<T>(BinaryOp op) where T : IBinaryInteger<T> => op switch
    {
        BinaryOp.Add => (a, b) => a + b,
        BinaryOp.Sub => (a, b) => a - b,
        BinaryOp.Mul => (a, b) => a * b,
        BinaryOp.Div => (a, b) => a / b,
        BinaryOp.Rem => (a, b) => a % b,
        BinaryOp.Min => T.Min,
        BinaryOp.Max => T.Max,
        BinaryOp.And => (a, b) => a & b,
        BinaryOp.Or => (a, b) => a | b,
        BinaryOp.Xor => (a, b) => a ^ b,
        BinaryOp.ShiftLeft => (a, b) => a << int.CreateTruncating(b),
        BinaryOp.ShiftRight => (a, b) => a >> int.CreateTruncating(b),
        BinaryOp.ShiftRightLogical => (a, b) => a >>> int.CreateTruncating(b),
        _ => throw new KernelException($"{op} of whole numbers has no meaning."),
    };

    public static Func<T, T, bool> Compared<T>(CompareOp op) where T : INumber<T> => op switch
    {
        CompareOp.Equal => (a, b) => a == b,
        CompareOp.NotEqual => (a, b) => a != b,
        CompareOp.Less => (a, b) => a < b,
        CompareOp.LessOrEqual => (a, b) => a <= b,
        _ => (a, b) => ulong.CreateTruncating(a) < ulong.CreateTruncating(b),
    };
}
