namespace Bantam.Kernels;

/// <summary>Runs the body as long as a local holds, which the body sets.</summary>
public sealed class While(Local condition, IReadOnlyList<Statement> body) : Statement
{
    /// <summary>A <see cref="KernelType.Bool"/>.</summary>
    public Local Condition { get; } = condition;

    /// <summary>The body.</summary>
    public IReadOnlyList<Statement> Body { get; } = body;
}
