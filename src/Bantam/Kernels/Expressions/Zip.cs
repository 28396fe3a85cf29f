namespace Bantam.Kernels;

/// <summary>
/// Interleaves two vectors inside each group of four lanes. Of (a0 a1 a2 a3) and (b0 b1 b2 b3), low takes a0 b0 a1 b1 and high
/// a2 b2 a3 b3; of pairs, low takes a0 a1 b0 b1 and high a2 a3 b2 b3.
/// </summary>
public sealed class Zip(bool pairs, bool high, Expr a, Expr b) : Expr(a.Type)
{
    /// <summary>Whether elements move two by two.</summary>
    public bool Pairs { get; } = pairs;

    /// <summary>Whether the upper halves of the groups are taken.</summary>
    public bool High { get; } = high;

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [a, b];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => new Zip(Pairs, High, operands[0], operands[1]);
}
