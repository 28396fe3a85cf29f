using System.Diagnostics.CodeAnalysis;

namespace Bantam.Kernels;

/// <summary>
/// The minimum or the maximum of a vector and a bound of which enough is known that a comparison and a choice give it, as one instruction
/// of most processors does: bound &lt; x ? bound : x, or x &lt; bound ? bound : x. NaN is unordered and stays, and so does what equals the
/// bound. The minimum and the maximum of any two vectors also tell 0 from -0, and take several instructions.
/// </summary>
/// <param name="X">The other operand.</param>
/// <param name="Bound">The bound, which is not NaN.</param>
/// <param name="LeavesMinusZero">Whether the choice leaves a -0 that must become 0, as adding 0 does.</param>
public sealed record Limit(Expr X, Expr Bound, bool LeavesMinusZero)
{
    /// <summary>The limit that an operation sets; false where it may be none.</summary>
    public static bool TryFind(Binary operation, [NotNullWhen(true)] out Limit? limit)
    {
        limit = null;
        if (operation is not { Op: BinaryOp.Min or BinaryOp.Max, Type: KernelType.VectorF32, Operands: [var a, var b] }) return false;
        limit = Find(operation.Op, a, b) ?? Find(operation.Op, b, a);
        return limit is not null;
    }

    private static Limit? Find(BinaryOp op, Expr x, Expr bound) => bound switch
    {
        Splat { Operands: [Load { Buffer.HoldsNumbers: true }] } => new Limit(x, bound, LeavesMinusZero: false),
        Splat { Operands: [Constant { Single: var number }] } when IsLimit(op, number) =>
            new Limit(x, bound, LeavesMinusZero: number == 0 && op == BinaryOp.Max && !float.IsNegative(number)),
        _ => null,
    };

    /// <summary>A minimum with -0 would have to turn 0 into it.</summary>
    private static bool IsLimit(BinaryOp op, float number) =>
        !float.IsNaN(number) && !(op == BinaryOp.Min && number == 0 && float.IsNegative(number));
}
