using static Bantam.Kernels.KernelType;

namespace Bantam.Kernels;

/// <summary>
/// Expressions for a target of one lane, where vectors are their only lane: kernels for it have scalars alone, so that neither the
/// writers nor the interpreter need to know.
/// </summary>
internal static class OneLane
{
    /// <summary>The expression without vectors; <paramref name="done"/> remembers what was rewritten, so that sharing stays.</summary>
    public static Expr Of(Expr expr, Dictionary<Expr, Expr> done)
    {
        if (done.TryGetValue(expr, out var known)) return known;
        var operands = expr.Operands.Select(operand => Of(operand, done)).ToArray();
        return done[expr] = expr switch
        {
            Splat or FoldLanes => operands[0],
            Binary { Op: BinaryOp.Add, Operands: [_, LaneIndex] } => operands[0],
            LaneIndex => Constant.Integer(0),
            Load load => new Load(operands[0], load.Offset, load.Type.ToScalar()),
            LoadIndexed => Ops.LoadScalar(operands[0] + Ops.ToIndex(operands[1])),
            Zip or LoadGroups or ShuffleLanes =>
                throw new KernelException($"{expr.GetType().Name} works on groups of four lanes; the target has one."),
            _ => expr.On(operands),
        };
    }
}
