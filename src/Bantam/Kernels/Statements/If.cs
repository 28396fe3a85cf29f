namespace Bantam.Kernels;

/// <summary>Runs one of two blocks.</summary>
public sealed class If(Expr condition, IReadOnlyList<Statement> then, IReadOnlyList<Statement> otherwise) : Statement
{
    /// <summary>A <see cref="KernelType.Bool"/>.</summary>
    public Expr Condition { get; } = condition;

    /// <summary>Runs where it holds.</summary>
    public IReadOnlyList<Statement> Then { get; } = then;

    /// <summary>Runs where it does not; may be empty.</summary>
    public IReadOnlyList<Statement> Otherwise { get; } = otherwise;
}
