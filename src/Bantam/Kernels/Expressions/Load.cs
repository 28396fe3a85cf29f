namespace Bantam.Kernels;

/// <summary>
/// The element at pointer + offset, or as many from there as a vector has lanes, widened from the buffer's storage type: to I32,
/// the unsigned with zeros, Float16 and BFloat16 as their bits; UInt32 and Int64 to I64, or as their low half to I32. A vector
/// load, and at one lane any, may run past the end of its buffer: those lanes are unspecified (every buffer is followed by readable
/// memory) and must not reach a store.
/// </summary>
public sealed class Load(Expr pointer, int offset, KernelType type) : Expr(type)
{
    /// <summary>How many elements behind a buffer a vector load may reach.</summary>
    public const int ReadableBehind = 64;

    /// <summary>Elements from the pointer.</summary>
    public int Offset { get; } = offset;

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [pointer];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => new Load(operands[0], Offset, Type);

    /// <summary>The buffer that is read.</summary>
    public KernelBuffer Buffer => BufferOf(Operands[0]);

    /// <summary>The buffer that a pointer expression moves in.</summary>
    public static KernelBuffer BufferOf(Expr pointer) => pointer switch
    {
        Local { Buffer: { } buffer } => buffer,
        PointerAdd add => BufferOf(add.Operands[0]),
        Select select => BufferOf(select.Operands[1]),
        _ => throw new KernelException($"{pointer.Type} {pointer} does not point into a buffer."),
    };
}
