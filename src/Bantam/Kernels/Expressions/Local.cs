namespace Bantam.Kernels;

/// <summary>A variable of a kernel. Used as an expression it is its value.</summary>
public sealed class Local(KernelType type, string name, KernelBuffer? buffer = null) : Expr(type)
{
    /// <summary>The name that dumps show; the printer makes it unique.</summary>
    public string Name { get; } = name;

    /// <summary>Of a pointer: the buffer that it moves in.</summary>
    public KernelBuffer? Buffer { get; } = buffer;
}
