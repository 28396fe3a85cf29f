namespace Bantam.Kernels;

/// <summary>Gives a local a new value; the first one declares it in its block.</summary>
public sealed class Assign(Local local, Expr value) : Statement
{
    /// <summary>The local.</summary>
    public Local Local { get; } = local;

    /// <summary>Its new value.</summary>
    public Expr Value { get; } = value;
}
