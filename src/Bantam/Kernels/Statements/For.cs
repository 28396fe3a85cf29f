namespace Bantam.Kernels;

/// <summary>Runs the body for counter = from, from + step, … while below the limit. The limit is read once, the step is positive.</summary>
public sealed class For(Local counter, Expr from, Expr limit, Expr step, IReadOnlyList<Statement> body) : Statement
{
    /// <summary>The counter, not assigned in the body.</summary>
    public Local Counter { get; } = counter;

    /// <summary>The first value.</summary>
    public Expr From { get; } = from;

    /// <summary>The exclusive end: a local or a constant.</summary>
    public Expr Limit { get; } = limit;

    /// <summary>What is added after each round: a local or a constant.</summary>
    public Expr Step { get; } = step;

    /// <summary>The body.</summary>
    public IReadOnlyList<Statement> Body { get; } = body;
}
