using static Bantam.Kernels.KernelType;

namespace Bantam.Kernels;

/// <summary>The same bits read as the other of I32 and F32, or of I64 and F64.</summary>
public sealed class BitCast(Expr operand) : Expr(Other(operand.Type))
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [operand];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => new BitCast(operands[0]);

    private static KernelType Other(KernelType type) => type switch
    {
        I32 => F32,
        F32 => I32,
        I64 => F64,
        F64 => I64,
        VectorI32 => VectorF32,
        VectorF32 => VectorI32,
        VectorI64 => VectorF64,
        VectorF64 => VectorI64,
        _ => throw new KernelException($"The bits of {type} cannot be read as another type."),
    };
}
