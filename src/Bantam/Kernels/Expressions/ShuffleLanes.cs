namespace Bantam.Kernels;

/// <summary>The lanes of a vector in another order, the same in each group of four: lane i takes the group's lane pattern[i].</summary>
public sealed class ShuffleLanes(Expr vector, IReadOnlyList<int> pattern) : Expr(vector.Type)
{
    /// <summary>Four numbers from 0 to 3.</summary>
    public IReadOnlyList<int> Pattern { get; } = pattern is [>= 0 and < 4, >= 0 and < 4, >= 0 and < 4, >= 0 and < 4] ? pattern
        : throw new KernelException($"A pattern has four lanes from 0 to 3; [{string.Join(", ", pattern)}] has not.");

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [vector];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => new ShuffleLanes(operands[0], Pattern);
}
