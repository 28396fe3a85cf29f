using Bantam.Kernels.Functions;

namespace Bantam.Kernels;

/// <summary>
/// Replaces the functions of an expression by arithmetic. Every target evaluates the same expansion, so that all of them agree.
/// </summary>
public static class MathFunctions
{
    /// <summary>What some expressions consist of, themselves included, each part once and functions by what they expand to.</summary>
    public static IReadOnlyCollection<Expr> Parts(params IEnumerable<Expr> expressions)
    {
        var expanded = new Dictionary<Expr, Expr>(ReferenceEqualityComparer.Instance);
        var seen = new HashSet<Expr>(ReferenceEqualityComparer.Instance);
        var open = new Stack<Expr>(expressions.Select(e => Expand(e, expanded)));
        while (open.TryPop(out var expr))
            if (seen.Add(expr))
                foreach (var operand in expr.Operands)
                    open.Push(operand);
        return seen;
    }

    /// <summary>Whether an expression has nothing but what kernels can compute.</summary>
    public static bool HaveExpansions(Expr expr) => !Parts(expr).Any(IsFunction);

    /// <summary>Whether an operation, of whatever operands, may consist of others.</summary>
    internal static bool IsComposed(Expr expr) => IsFunction(expr) || expr is Dot2 or Dot4;

    /// <summary>The expression without functions; <paramref name="done"/> remembers what was expanded, so that sharing stays.</summary>
    public static Expr Expand(Expr expr, Dictionary<Expr, Expr> done)
    {
        if (expr.Operands.Count == 0) return expr;
        if (done.TryGetValue(expr, out var known)) return known;
        var operands = new Expr[expr.Operands.Count];
        for (var i = 0; i < operands.Length; i++) operands[i] = Expand(expr.Operands[i], done);
        return done[expr] = expr switch
        {
            Binary { Op: BinaryOp.Pow } when PowFunction.OfConstant(operands[0], operands[1]) is { } power => power,
            Dot2 { Type: KernelType.I32 } => Dot2.Expanded(operands[0], operands[1], operands[2]),
            Dot4 { Type: KernelType.I32 } => Dot4.Expanded(operands[0], operands[1], operands[2]),
            _ => Function(expr, operands) ?? expr.On(operands),
        };
    }

    /// <summary>What a function of these operands consists of; null of what is none, or not of floats.</summary>
    private static Expr? Function(Expr expr, Expr[] x)
    {
        var isWide = expr.Type.IsWide();
        if (isWide && expr.Type != KernelType.F64) return null;
        return expr switch
        {
            Unary { Op: UnaryOp.Exp } => isWide ? WideExpFunction.Of(x[0]) : ExpFunction.Of(x[0]),
            Unary { Op: UnaryOp.Log } => isWide ? WideLogFunction.Of(x[0]) : LogFunction.Of(x[0]),
            Unary { Op: UnaryOp.Tanh } => isWide ? WideTanhFunction.Of(x[0]) : TanhFunction.Of(x[0]),
            Unary { Op: UnaryOp.Erf } => isWide ? WideErfFunction.Of(x[0]) : ErfFunction.Of(x[0]),
            Unary { Op: UnaryOp.Sin } => isWide ? WideSinFunction.Of(x[0]) : SinFunction.Of(x[0]),
            Unary { Op: UnaryOp.Cos } => isWide ? WideSinFunction.CosOf(x[0]) : SinFunction.CosOf(x[0]),
            Unary { Op: UnaryOp.Sigmoid } => isWide ? 1f / (1f + WideExpFunction.Of(-x[0])) : SigmoidFunction.Of(x[0]),
            Unary { Op: >= UnaryOp.Tan } unary => Shared(unary.Op, x[0]),
            Binary { Op: BinaryOp.Pow } => isWide ? WidePowFunction.Of(x[0], x[1]) : PowFunction.Of(x[0], x[1]),
            _ => null,
        };
    }

    /// <summary>The functions that are written once for both widths.</summary>
    private static Expr? Shared(UnaryOp op, Expr x) => op switch
    {
        UnaryOp.Tan => TanFunction.Of(x),
        UnaryOp.Asin => AsinFunction.Of(x),
        UnaryOp.Acos => AsinFunction.AcosOf(x),
        UnaryOp.Atan => AtanFunction.Of(x),
        UnaryOp.Sinh => SinhFunction.Of(x),
        UnaryOp.Cosh => SinhFunction.CoshOf(x),
        UnaryOp.Asinh => AsinhFunction.Of(x),
        UnaryOp.Acosh => AsinhFunction.AcoshOf(x),
        UnaryOp.Atanh => AsinhFunction.AtanhOf(x),
        _ => null,
    };

    private static bool IsFunction(Expr expr) => expr is Unary { Op: >= UnaryOp.Exp } or Binary { Op: BinaryOp.Pow };
}
