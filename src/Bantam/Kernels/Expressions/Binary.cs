namespace Bantam.Kernels;

/// <summary>An operation on two operands of one type.</summary>
public sealed class Binary(BinaryOp op, Expr a, Expr b) : Expr(a.Type)
{
    /// <summary>The operation.</summary>
    public BinaryOp Op { get; } = op;

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [a, b];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) =>
        IsShift ? ByCount(Op, operands[0], operands[1]) : Of(Op, operands[0], operands[1]);

    /// <summary>Whether the second operand is a count of bits, of another type than the first.</summary>
    public bool IsShift => Op is BinaryOp.ShiftLeft or BinaryOp.ShiftRight or BinaryOp.ShiftRightLogical;

    /// <summary>The operation with its operands brought to one type, and what is known of indices computed at once.</summary>
    public static Expr Of(BinaryOp op, Expr a, Expr b)
    {
        (a, b) = Unify(a, b);
        if (a.Type == KernelType.Index)
        {
            if (a is Constant x && b is Constant y && Fold(op, (int)x.Bits, (int)y.Bits) is { } folded) return Constant.Of(folded);
            if (b is Constant { Bits: 0 } && op is BinaryOp.Add or BinaryOp.Sub) return a;
            if (a is Constant { Bits: 0 } && op is BinaryOp.Add) return b;
            if (b is Constant { Bits: 1 } && op is BinaryOp.Mul or BinaryOp.Div) return a;
            if (a is Constant { Bits: 1 } && op is BinaryOp.Mul) return b;
            if (op is BinaryOp.Mul && (a is Constant { Bits: 0 } || b is Constant { Bits: 0 })) return Constant.Of(0);
        }

        return new Binary(op, a, b);
    }

    /// <summary>
    /// The shift by a constant, or by an I32 of which the low bits count that tell a place in the first operand; of vectors by one
    /// count for all lanes, or by one for each.
    /// </summary>
    public static Binary Shift(BinaryOp op, Expr a, Expr count)
    {
        if (count is Constant constant) return new Binary(op, a, Constant.Of((int)constant.Bits & LastPlace(a)));
        return ByCount(op, a, Ops.ToI32(count) & LastPlace(a));
    }

    private static Binary ByCount(BinaryOp op, Expr a, Expr count) => new(op, count.Type.IsVector() ? Splat.Of(a) : a, count);

    private static int LastPlace(Expr a) => a.Type.IsWide() ? 63 : 31;

    private static int? Fold(BinaryOp op, int a, int b) => op switch
    {
        BinaryOp.Add => a + b,
        BinaryOp.Sub => a - b,
        BinaryOp.Mul => a * b,
        BinaryOp.Div when b != 0 => a / b,
        BinaryOp.Rem when b != 0 => a % b,
        BinaryOp.Min => Math.Min(a, b),
        BinaryOp.Max => Math.Max(a, b),
        _ => null,
    };
}
