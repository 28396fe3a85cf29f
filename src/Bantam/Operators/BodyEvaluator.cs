using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators;

/// <summary>Evaluates bodies in double precision, functions by <see cref="Math"/>: for the reference and for constants.</summary>
internal static class BodyEvaluator
{
    /// <summary>What a body computes with for an element type.</summary>
    public static KernelType ParameterType(ElementType element) =>
        element.IsFloating() ? KernelType.F32 : element == ElementType.Bool ? KernelType.Bool : KernelType.I32;

    /// <summary>A function of the inputs' elements and the flat index of the output element.</summary>
    public static Func<double[], int, double> Compile(Expr expr)
    {
        switch (expr)
        {
            case Parameter parameter: return (x, _) => x[parameter.Index];
            case ElementIndex: return (_, index) => index;
            case Constant { Type: KernelType.F32 } constant: return (_, _) => constant.Single;
            case Constant constant: return (_, _) => constant.Bits;
        }

        var operands = expr.Operands.Select(Compile).ToArray();
        var (a, b, c) = (operands[0], operands.ElementAtOrDefault(1), operands.ElementAtOrDefault(2));
        var isFloat = expr.Operands[0].Type == KernelType.F32;
        return expr switch
        {
            Unary unary => Wrap(unary.Op, isFloat, a),
            Binary binary => Wrap(binary.Op, isFloat, a, b!),
            Compare { Op: CompareOp.Equal } => (x, i) => a(x, i) == b!(x, i) ? 1 : 0,
            Compare { Op: CompareOp.NotEqual } => (x, i) => a(x, i) != b!(x, i) ? 1 : 0,
            Compare { Op: CompareOp.Less } => (x, i) => a(x, i) < b!(x, i) ? 1 : 0,
            Compare { Op: CompareOp.LessOrEqual } => (x, i) => a(x, i) <= b!(x, i) ? 1 : 0,
            Compare => (x, i) => (uint)(long)a(x, i) < (uint)(long)b!(x, i) ? 1 : 0,
            Select => (x, i) => a(x, i) != 0 ? b!(x, i) : c!(x, i),
            Fma => (x, i) => (a(x, i) * b!(x, i)) + c!(x, i),
            Cast { Type: KernelType.I32 } => (x, i) => Math.Truncate(a(x, i)),
            Cast => a,
            BitCast when isFloat => (x, i) => BitConverter.SingleToInt32Bits((float)a(x, i)),
            BitCast => (x, i) => BitConverter.Int32BitsToSingle((int)(long)a(x, i)),
            _ => throw new KernelException($"{expr.GetType().Name} has no place in the body of an operator."),
        };
    }

    private static Func<double[], int, double> Wrap(UnaryOp op, bool isFloat, Func<double[], int, double> a) => op switch
    {
        UnaryOp.Neg => (x, i) => -a(x, i),
        UnaryOp.Abs => (x, i) => Math.Abs(a(x, i)),
        UnaryOp.Sqrt => (x, i) => Math.Sqrt(a(x, i)),
        UnaryOp.Floor => (x, i) => Math.Floor(a(x, i)),
        UnaryOp.Ceiling => (x, i) => Math.Ceiling(a(x, i)),
        UnaryOp.Round => (x, i) => Math.Round(a(x, i), MidpointRounding.ToEven),
        UnaryOp.Exp => (x, i) => Math.Exp(a(x, i)),
        UnaryOp.Log => (x, i) => Math.Log(a(x, i)),
        UnaryOp.Tanh => (x, i) => Math.Tanh(a(x, i)),
        UnaryOp.Erf => (x, i) => ErrorFunction.Erf(a(x, i)),
        UnaryOp.Sin => (x, i) => Math.Sin(a(x, i)),
        UnaryOp.Cos => (x, i) => Math.Cos(a(x, i)),
        _ when !isFloat => (x, i) => a(x, i) == 0 ? 1 : 0,
        _ => throw new KernelException($"{op} of a float has no meaning."),
    };

    private static Func<double[], int, double> Wrap(BinaryOp op, bool isFloat, Func<double[], int, double> a, Func<double[], int, double> b)
    {
        if (isFloat)
        {
            return op switch
            {
                BinaryOp.Add => (x, i) => a(x, i) + b(x, i),
                BinaryOp.Sub => (x, i) => a(x, i) - b(x, i),
                BinaryOp.Mul => (x, i) => a(x, i) * b(x, i),
                BinaryOp.Div => (x, i) => a(x, i) / b(x, i),
                BinaryOp.Min => (x, i) => Math.Min(a(x, i), b(x, i)),
                BinaryOp.Max => (x, i) => Math.Max(a(x, i), b(x, i)),
                BinaryOp.Pow => (x, i) => Math.Pow(a(x, i), b(x, i)),
                _ => throw new KernelException($"{op} of floats has no meaning."),
            };
        }

        return op switch
        {
            BinaryOp.Add => (x, i) => a(x, i) + b(x, i),
            BinaryOp.Sub => (x, i) => a(x, i) - b(x, i),
            BinaryOp.Mul => (x, i) => (long)a(x, i) * (long)b(x, i),
            BinaryOp.Div => (x, i) => b(x, i) == 0 ? 0 : Math.Truncate(a(x, i) / b(x, i)),
            BinaryOp.Min => (x, i) => Math.Min(a(x, i), b(x, i)),
            BinaryOp.Max => (x, i) => Math.Max(a(x, i), b(x, i)),
            BinaryOp.Pow => (x, i) => Math.Truncate(Math.Pow(a(x, i), b(x, i))),
            _ => (x, i) => ScalarArithmetic.Apply(op, KernelType.I32, (int)(long)a(x, i), (int)(long)b(x, i), s => new KernelException(s)),
        };
    }
}
