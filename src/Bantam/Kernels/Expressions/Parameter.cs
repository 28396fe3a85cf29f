namespace Bantam.Kernels;

/// <summary>A hole in the body of an operator or of a fused chain; a template fills it with what it loaded.</summary>
public sealed class Parameter(int index, KernelType type) : Expr(type)
{
    /// <summary>The operand's number, from 0.</summary>
    public int Index { get; } = index;
}
