using static Bantam.Kernels.KernelType;

namespace Bantam.Kernels;

/// <summary>
/// An expression of the kernel language: a value computed without side effect. Expressions form a graph, and an expression that is
/// used several times in one statement is computed once. Operators combine scalars and vectors; the scalar is spread over the lanes.
/// </summary>
public abstract class Expr(KernelType type)
{
    /// <summary>The type of the value.</summary>
    public KernelType Type { get; } = type;

    /// <summary>The expressions that this one is computed from.</summary>
    public virtual IReadOnlyList<Expr> Operands => [];

    /// <summary>The same operation on other operands.</summary>
    public virtual Expr With(IReadOnlyList<Expr> operands) => this;

    /// <summary>The same operation on other operands; this one where they are its own.</summary>
    internal Expr On(Expr[] operands)
    {
        for (var i = 0; i < operands.Length; i++)
            if (!ReferenceEquals(operands[i], Operands[i]))
                return With(operands);
        return this;
    }

    /// <summary>A float constant.</summary>
    public static implicit operator Expr(float value) => Constant.Of(value);

    /// <summary>An index constant; it takes the integer type of what it is combined with.</summary>
    public static implicit operator Expr(int value) => Constant.Of(value);

    /// <summary>Sum.</summary>
    public static Expr operator +(Expr a, Expr b) => a.Type == Pointer ? new PointerAdd(a, b) : Binary.Of(BinaryOp.Add, a, b);

    /// <summary>Difference.</summary>
    public static Expr operator -(Expr a, Expr b) => Binary.Of(BinaryOp.Sub, a, b);

    /// <summary>Product.</summary>
    public static Expr operator *(Expr a, Expr b) => Binary.Of(BinaryOp.Mul, a, b);

    /// <summary>Quotient.</summary>
    public static Expr operator /(Expr a, Expr b) => Binary.Of(BinaryOp.Div, a, b);

    /// <summary>Remainder.</summary>
    public static Expr operator %(Expr a, Expr b) => Binary.Of(BinaryOp.Rem, a, b);

    /// <summary>Conjunction.</summary>
    public static Expr operator &(Expr a, Expr b) => Binary.Of(BinaryOp.And, a, b);

    /// <summary>Disjunction.</summary>
    public static Expr operator |(Expr a, Expr b) => Binary.Of(BinaryOp.Or, a, b);

    /// <summary>Exclusive or.</summary>
    public static Expr operator ^(Expr a, Expr b) => Binary.Of(BinaryOp.Xor, a, b);

    /// <summary>Shift to the left.</summary>
    public static Expr operator <<(Expr a, Expr count) => Binary.Shift(BinaryOp.ShiftLeft, a, count);

    /// <summary>Arithmetic shift to the right.</summary>
    public static Expr operator >>(Expr a, Expr count) => Binary.Shift(BinaryOp.ShiftRight, a, count);

    /// <summary>Logical shift to the right.</summary>
    public static Expr operator >>>(Expr a, Expr count) => Binary.Shift(BinaryOp.ShiftRightLogical, a, count);

    /// <summary>Negation.</summary>
    public static Expr operator -(Expr a) => new Unary(UnaryOp.Neg, a);

    /// <summary>Complement.</summary>
    public static Expr operator ~(Expr a) => new Unary(UnaryOp.Not, a);

    /// <summary>a &lt; b.</summary>
    public static Expr operator <(Expr a, Expr b) => Compare.Of(CompareOp.Less, a, b);

    /// <summary>a &gt; b.</summary>
    public static Expr operator >(Expr a, Expr b) => Compare.Of(CompareOp.Less, b, a);

    /// <summary>a ≤ b.</summary>
    public static Expr operator <=(Expr a, Expr b) => Compare.Of(CompareOp.LessOrEqual, a, b);

    /// <summary>a ≥ b.</summary>
    public static Expr operator >=(Expr a, Expr b) => Compare.Of(CompareOp.LessOrEqual, b, a);

    /// <summary>The expression as the kernel printer shows it.</summary>
    public override string ToString() => KernelPrinter.Print(this);

    /// <summary>
    /// Brings two operands to one type: a scalar is spread where the other is a vector, a constant takes the other's type.
    /// </summary>
    internal static (Expr A, Expr B) Unify(Expr a, Expr b)
    {
        if (a is Constant ca) a = ca.As(b.Type.ToScalar());
        if (b is Constant cb) b = cb.As(a.Type.ToScalar());
        if (a.Type.IsVector() && !b.Type.IsVector()) b = Splat.Of(b);
        if (b.Type.IsVector() && !a.Type.IsVector()) a = Splat.Of(a);
        if (a.Type != b.Type)
            throw new KernelException($"An operation takes operands of one type; these are {a.Type} {a} and {b.Type} {b}.");
        return (a, b);
    }
}
