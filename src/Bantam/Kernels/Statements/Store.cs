namespace Bantam.Kernels;

/// <summary>Stores a scalar, or a vector's first lanes, narrowed to the buffer's storage type; an I32 is widened to Int64.</summary>
public sealed class Store(Expr pointer, int offset, Expr value, Expr? count) : Statement
{
    /// <summary>Where to.</summary>
    public Expr Pointer { get; } = pointer;

    /// <summary>Elements from the pointer.</summary>
    public int Offset { get; } = offset;

    /// <summary>What.</summary>
    public Expr Value { get; } = value;

    /// <summary>How many lanes: any index; at and above Lanes all are stored, at and below 0 none. Null stores all, and a scalar.</summary>
    public Expr? Count { get; } = count;

    /// <summary>The buffer that is written.</summary>
    public KernelBuffer Buffer => Load.BufferOf(Pointer);
}
