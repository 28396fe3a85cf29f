using Bantam.Kernels;
using static Bantam.Kernels.KernelType;

namespace Bantam.Web.Wasm;

/// <summary>The instruction of each operation on two operands of one type.</summary>
internal static class WasmCodes
{
    /// <summary>The code of a binary operation on scalars, which is one byte.</summary>
    public static int OfScalar(BinaryOp op, KernelType type) => type == F32
        ? op switch
        {
            BinaryOp.Add => Op.F32Add,
            BinaryOp.Sub => Op.F32Sub,
            BinaryOp.Mul => Op.F32Mul,
            BinaryOp.Div => Op.F32Div,
            BinaryOp.Min => Op.F32Min,
            BinaryOp.Max => Op.F32Max,
            _ => throw new KernelException($"{op} of {type} cannot be written as WebAssembly."),
        }
        : op switch
        {
            BinaryOp.Add => Op.I32Add,
            BinaryOp.Sub => Op.I32Sub,
            BinaryOp.Mul => Op.I32Mul,
            BinaryOp.Div => Op.I32DivS,
            BinaryOp.Rem => Op.I32RemS,
            BinaryOp.And => Op.I32And,
            BinaryOp.Or => Op.I32Or,
            BinaryOp.Xor => Op.I32Xor,
            BinaryOp.ShiftLeft => Op.I32Shl,
            BinaryOp.ShiftRight => Op.I32ShrS,
            BinaryOp.ShiftRightLogical => Op.I32ShrU,
            _ => throw new KernelException($"{op} of {type} cannot be written as WebAssembly."),
        };

    /// <summary>The code of a binary operation on vectors, behind the SIMD prefix.</summary>
    public static int OfVector(BinaryOp op, KernelType type) => (op, type) switch
    {
        (BinaryOp.And, _) => Simd.And,
        (BinaryOp.Or, _) => Simd.Or,
        (BinaryOp.Xor, _) => Simd.Xor,
        (BinaryOp.Add, VectorF32) => Simd.F32x4Add,
        (BinaryOp.Sub, VectorF32) => Simd.F32x4Sub,
        (BinaryOp.Mul, VectorF32) => Simd.F32x4Mul,
        (BinaryOp.Div, VectorF32) => Simd.F32x4Div,
        (BinaryOp.Min, VectorF32) => Simd.F32x4Min,
        (BinaryOp.Max, VectorF32) => Simd.F32x4Max,
        (BinaryOp.Add, VectorI32) => Simd.I32x4Add,
        (BinaryOp.Sub, VectorI32) => Simd.I32x4Sub,
        (BinaryOp.Mul, VectorI32) => Simd.I32x4Mul,
        (BinaryOp.Min, VectorI32) => Simd.I32x4MinS,
        (BinaryOp.Max, VectorI32) => Simd.I32x4MaxS,
        (BinaryOp.ShiftLeft, VectorI32) => Simd.I32x4Shl,
        (BinaryOp.ShiftRight, VectorI32) => Simd.I32x4ShrS,
        (BinaryOp.ShiftRightLogical, VectorI32) => Simd.I32x4ShrU,
        _ => throw new KernelException($"{op} of {type} cannot be written as WebAssembly."),
    };

    /// <summary>The code of a comparison of scalars.</summary>
    public static int OfScalar(CompareOp op, KernelType type) => (op, type) switch
    {
        (CompareOp.Equal, F32) => Op.F32Eq,
        (CompareOp.NotEqual, F32) => Op.F32Ne,
        (CompareOp.Less, F32) => Op.F32Lt,
        (CompareOp.LessOrEqual, F32) => Op.F32Le,
        (CompareOp.Equal, _) => Op.I32Eq,
        (CompareOp.NotEqual, _) => Op.I32Ne,
        (CompareOp.Less, _) => Op.I32LtS,
        (CompareOp.LessOrEqual, _) => Op.I32LeS,
        _ => Op.I32LtU,
    };

    /// <summary>The code of a comparison of vectors.</summary>
    public static int OfVector(CompareOp op, KernelType type) => (op, type) switch
    {
        (CompareOp.Equal, VectorF32) => Simd.F32x4Eq,
        (CompareOp.NotEqual, VectorF32) => Simd.F32x4Ne,
        (CompareOp.Less, VectorF32) => Simd.F32x4Lt,
        (CompareOp.LessOrEqual, VectorF32) => Simd.F32x4Le,
        (CompareOp.Equal, _) => Simd.I32x4Eq,
        (CompareOp.NotEqual, _) => Simd.I32x4Ne,
        (CompareOp.Less, _) => Simd.I32x4LtS,
        (CompareOp.LessOrEqual, _) => Simd.I32x4LeS,
        _ => Simd.I32x4LtU,
    };
}
