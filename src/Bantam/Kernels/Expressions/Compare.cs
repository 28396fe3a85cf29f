using static Bantam.Kernels.KernelType;

namespace Bantam.Kernels;

/// <summary>A comparison; its value is <see cref="KernelType.Bool"/> or, of vectors, <see cref="KernelType.Mask"/>.</summary>
public sealed class Compare(CompareOp op, Expr a, Expr b) : Expr(a.Type.IsVector() ? Mask : Bool)
{
    /// <summary>The comparison.</summary>
    public CompareOp Op { get; } = op;

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [a, b];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => Of(Op, operands[0], operands[1]);

    /// <summary>The comparison with its operands brought to one type.</summary>
    public static Compare Of(CompareOp op, Expr a, Expr b)
    {
        (a, b) = Unify(a, b);
        return new Compare(op, a, b);
    }
}
