using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators;

/// <summary>Evaluates bodies in double precision, functions by <see cref="Math"/>: for the reference and for constants.</summary>
internal static class BodyEvaluator
{
    /// <summary>What a body computes with for an element type.</summary>
    public static KernelType ParameterType(ElementType element) =>
        element.IsFloating() ? KernelType.F32 : element == ElementType.Bool ? KernelType.Bool : KernelType.I32;

    /// <summary>
    /// A function of the inputs' elements and the flat index of the output element, for one thread. An expression that is used several
    /// times is computed once.
    /// </summary>
    public static Func<double[], int, double> Compile(Expr expr)
    {
        var steps = new List<Step>();
        var slots = new Dictionary<Expr, int>(ReferenceEqualityComparer.Instance);
        Add(expr);
        var values = new double[steps.Count];
        return (inputs, index) =>
        {
            for (var i = 0; i < values.Length; i++) values[i] = steps[i](values, inputs, index);
            return values[^1];
        };

        int Add(Expr next)
        {
            if (slots.TryGetValue(next, out var known)) return known;
            int[] operands = [.. next.Operands.Select(Add)];
            steps.Add(StepOf(next, operands));
            return slots[next] = steps.Count - 1;
        }
    }

    /// <summary>Computes one value from the earlier ones, the inputs' elements and the output's index.</summary>
    private delegate double Step(double[] values, double[] inputs, int index);

    private static Step StepOf(Expr expr, int[] operands)
    {
        switch (expr)
        {
            case Parameter parameter: return (_, x, _) => x[parameter.Index];
            case ElementIndex: return (_, _, index) => index;
            case Constant { Type: KernelType.F32 } constant: return (_, _, _) => constant.Single;
            case Constant constant: return (_, _, _) => constant.Bits;
        }

        var isFloat = expr.Operands[0].Type == KernelType.F32;
        var (a, b, c) = (operands[0], operands.ElementAtOrDefault(1), operands.ElementAtOrDefault(2));
        if (expr is Unary unary)
        {
            var function = Function(unary.Op, expr.Type);
            return (v, _, _) => function(v[a]);
        }

        if (expr is Binary binary)
        {
            var function = Function(binary.Op, isFloat);
            return (v, _, _) => function(v[a], v[b]);
        }

        return expr switch
        {
            Compare { Op: CompareOp.Equal } => (v, _, _) => v[a] == v[b] ? 1 : 0,
            Compare { Op: CompareOp.NotEqual } => (v, _, _) => v[a] != v[b] ? 1 : 0,
            Compare { Op: CompareOp.Less } => (v, _, _) => v[a] < v[b] ? 1 : 0,
            Compare { Op: CompareOp.LessOrEqual } => (v, _, _) => v[a] <= v[b] ? 1 : 0,
            Compare => (v, _, _) => (uint)(long)v[a] < (uint)(long)v[b] ? 1 : 0,
            Select => (v, _, _) => v[a] != 0 ? v[b] : v[c],
            Fma => (v, _, _) => (v[a] * v[b]) + v[c],
            Cast { Type: KernelType.I32 } => (v, _, _) => Math.Truncate(v[a]),
            Cast => (v, _, _) => v[a],
            BitCast when isFloat => (v, _, _) => BitConverter.SingleToInt32Bits((float)v[a]),
            BitCast => (v, _, _) => BitConverter.Int32BitsToSingle((int)(long)v[a]),
            _ => throw new KernelException($"{expr.GetType().Name} has no place in the body of an operator."),
        };
    }

    private static Func<double, double> Function(UnaryOp op, KernelType type) => op switch
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
        _ when type == KernelType.Bool => x => x == 0 ? 1 : 0,
        _ when type == KernelType.I32 => x => ~(int)(long)x,
        _ => throw new KernelException($"{op} of a float has no meaning."),
    };

    private static Func<double, double, double> Function(BinaryOp op, bool isFloat)
    {
        if (isFloat)
        {
            return op switch
            {
                BinaryOp.Add => (a, b) => a + b,
                BinaryOp.Sub => (a, b) => a - b,
                BinaryOp.Mul => (a, b) => a * b,
                BinaryOp.Div => (a, b) => a / b,
                BinaryOp.Min => Math.Min,
                BinaryOp.Max => Math.Max,
                BinaryOp.Pow => Math.Pow,
                _ => throw new KernelException($"{op} of floats has no meaning."),
            };
        }

        return op switch
        {
            BinaryOp.Add => (a, b) => a + b,
            BinaryOp.Sub => (a, b) => a - b,
            BinaryOp.Mul => (a, b) => (long)a * (long)b,
            BinaryOp.Div => (a, b) => Math.Truncate(a / b),
            BinaryOp.Min => Math.Min,
            BinaryOp.Max => Math.Max,
            BinaryOp.Pow => (a, b) => Math.Truncate(Math.Pow(a, b)),
            _ => (a, b) => ScalarArithmetic.Apply(op, KernelType.I32, (int)(long)a, (int)(long)b, s => new KernelException(s)),
        };
    }
}
