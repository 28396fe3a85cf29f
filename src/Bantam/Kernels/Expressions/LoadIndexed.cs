namespace Bantam.Kernels;

/// <summary>
/// A vector of elements from anywhere in a buffer: lane i holds the element at pointer + index i. Elements take four bytes. Every
/// index must lie in the buffer, also that of a lane which is never stored.
/// </summary>
public sealed class LoadIndexed(Expr pointer, Expr indices) : Expr(Ops.LoadVector(pointer).Type)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [pointer, indices];

    /// <summary>The buffer that is read.</summary>
    public KernelBuffer Buffer => Load.BufferOf(Operands[0]);

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => new LoadIndexed(operands[0], operands[1]);
}
