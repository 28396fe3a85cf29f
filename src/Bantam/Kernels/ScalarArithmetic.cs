using static Bantam.Kernels.KernelType;

namespace Bantam.Kernels;

/// <summary>One lane of every operation of the kernel language, in plain C#: the meaning that the writers are held to.</summary>
internal static class ScalarArithmetic
{
    /// <summary>The value of an operation whose operands have these bits.</summary>
    public static int Apply(Expr expr, bool fused, int[] x, Func<string, Exception> fail)
    {
        var type = expr.Operands[0].Type.ToScalar();
        switch (expr)
        {
            case Binary binary: return Apply(binary.Op, type, x[0], x[1], fail);
            case Unary unary: return type == F32 ? Bits(Apply(unary.Op, Float(x[0]), fail)) : Integer(unary.Op, type, x[0], fail);
            case Compare compare: return Apply(compare.Op, type, x[0], x[1]) ? 1 : 0;
            case BitCast: return x[0];
            case Fma:
                var (a, b, c) = (Float(x[0]), Float(x[1]), Float(x[2]));
                return Bits(fused ? MathF.FusedMultiplyAdd(a, b, c) : (a * b) + c);
            case Cast cast when cast.Type.ToScalar() == F32: return Bits(x[0]);
            case Cast when type == F32:
                var value = Float(x[0]);
                return value is > -2147483904f and < 2147483648f ? (int)value : throw fail($"{value} is converted to an integer that 32 bits do not hold");
            case Cast: return x[0];
            default: throw fail($"{expr.GetType().Name} is not an operation of the kernel language");
        }
    }

    /// <summary>The value of a binary operation.</summary>
    public static int Apply(BinaryOp op, KernelType type, int x, int y, Func<string, Exception> fail)
    {
        if (type == F32)
        {
            var (a, b) = (Float(x), Float(y));
            return Bits(op switch
            {
                BinaryOp.Add => a + b,
                BinaryOp.Sub => a - b,
                BinaryOp.Mul => a * b,
                BinaryOp.Div => a / b,
                BinaryOp.Min => MathF.Min(a, b),
                BinaryOp.Max => MathF.Max(a, b),
                _ => throw fail($"{op} is not defined on floats"),
            });
        }

        if (type == KernelType.Index && op is BinaryOp.Add or BinaryOp.Sub or BinaryOp.Mul)
        {
            var wide = op switch { BinaryOp.Add => (long)x + y, BinaryOp.Sub => (long)x - y, _ => (long)x * y };
            if (type == KernelType.Index && wide != (int)wide) throw fail($"an index becomes {wide}, which 32 bits do not hold");
        }

        return op switch
        {
            BinaryOp.Add => unchecked(x + y),
            BinaryOp.Sub => unchecked(x - y),
            BinaryOp.Mul => unchecked(x * y),
            BinaryOp.Div when y != 0 => x / y,
            BinaryOp.Rem when y != 0 => x % y,
            BinaryOp.Min => Math.Min(x, y),
            BinaryOp.Max => Math.Max(x, y),
            BinaryOp.And => x & y,
            BinaryOp.Or => x | y,
            BinaryOp.Xor => x ^ y,
            BinaryOp.ShiftLeft => x << y,
            BinaryOp.ShiftRight => x >> y,
            BinaryOp.ShiftRightLogical => x >>> y,
            _ => throw fail($"{op} of {x} and {y} is not defined"),
        };
    }

    /// <summary>The value of a unary operation on a float.</summary>
    public static float Apply(UnaryOp op, float x, Func<string, Exception> fail) => op switch
    {
        UnaryOp.Neg => -x,
        UnaryOp.Abs => MathF.Abs(x),
        UnaryOp.Sqrt => MathF.Sqrt(x),
        UnaryOp.Floor => MathF.Floor(x),
        UnaryOp.Ceiling => MathF.Ceiling(x),
        UnaryOp.Round => MathF.Round(x, MidpointRounding.ToEven),
        _ => throw fail($"{op} is not defined on floats"),
    };

    private static int Integer(UnaryOp op, KernelType type, int x, Func<string, Exception> fail) => op switch
    {
        UnaryOp.Neg => unchecked(-x),
        UnaryOp.Not => type == Bool ? 1 - x : ~x,
        UnaryOp.Abs => x < 0 ? unchecked(-x) : x,
        _ => throw fail($"{op} is not defined on {type}"),
    };

    private static bool Apply(CompareOp op, KernelType type, int x, int y)
    {
        if (type != F32)
        {
            return op switch
            {
                CompareOp.Equal => x == y,
                CompareOp.NotEqual => x != y,
                CompareOp.Less => x < y,
                CompareOp.LessOrEqual => x <= y,
                _ => (uint)x < (uint)y,
            };
        }

        var (a, b) = (Float(x), Float(y));
        return op switch
        {
            CompareOp.Equal => a == b,
            CompareOp.NotEqual => a != b,
            CompareOp.Less => a < b,
            _ => a <= b,
        };
    }

    private static float Float(int bits) => BitConverter.Int32BitsToSingle(bits);

    private static int Bits(float value) => BitConverter.SingleToInt32Bits(value);
}
