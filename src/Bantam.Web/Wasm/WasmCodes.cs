using Bantam.Kernels;
using static Bantam.Kernels.KernelType;

namespace Bantam.Web.Wasm;

/// <summary>The instruction of each operation. Those of 64-bit types stand in the same order as those of 32 bits.</summary>
internal static class WasmCodes
{
    private const int ToI64 = Op.I64PopCount - Op.I32PopCount, ToF64 = Op.F64Abs - Op.F32Abs;
    private const int ToI64Comparison = Op.I64Eq - Op.I32Eq, ToF64Comparison = Op.F64Eq - Op.F32Eq;

    /// <summary>The code of a binary operation on scalars, which is one byte.</summary>
    public static int OfScalar(BinaryOp op, KernelType type) => type.IsFloat()
        ? (type == F64 ? ToF64 : 0) + op switch
        {
            BinaryOp.Add => Op.F32Add,
            BinaryOp.Sub => Op.F32Sub,
            BinaryOp.Mul => Op.F32Mul,
            BinaryOp.Div => Op.F32Div,
            BinaryOp.Min => Op.F32Min,
            BinaryOp.Max => Op.F32Max,
            _ => throw Missing(op, type),
        }
        : (type == I64 ? ToI64 : 0) + op switch
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
            _ => throw Missing(op, type),
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
        _ => throw Missing(op, type),
    };

    /// <summary>The code of a comparison of scalars.</summary>
    public static int OfScalar(CompareOp op, KernelType type) => type.IsFloat()
        ? (type == F64 ? ToF64Comparison : 0) + op switch
        {
            CompareOp.Equal => Op.F32Eq,
            CompareOp.NotEqual => Op.F32Ne,
            CompareOp.Less => Op.F32Lt,
            CompareOp.LessOrEqual => Op.F32Le,
            _ => throw Missing(op, type),
        }
        : (type == I64 ? ToI64Comparison : 0) + op switch
        {
            CompareOp.Equal => Op.I32Eq,
            CompareOp.NotEqual => Op.I32Ne,
            CompareOp.Less => Op.I32LtS,
            CompareOp.LessOrEqual => Op.I32LeS,
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

    /// <summary>The code of an operation on one float.</summary>
    public static int OfFloat(UnaryOp op, KernelType type) => (type == F64 ? ToF64 : 0) + op switch
    {
        UnaryOp.Neg => Op.F32Neg,
        UnaryOp.Abs => Op.F32Abs,
        UnaryOp.Sqrt => Op.F32Sqrt,
        UnaryOp.Floor => Op.F32Floor,
        UnaryOp.Ceiling => Op.F32Ceil,
        UnaryOp.Round => Op.F32Nearest,
        _ => throw Missing(op, type),
    };

    /// <summary>The code of an operation on one vector, behind the SIMD prefix.</summary>
    public static int OfVector(UnaryOp op, KernelType type) => (op, type) switch
    {
        (UnaryOp.Neg, VectorF32) => Simd.F32x4Neg,
        (UnaryOp.Abs, VectorF32) => Simd.F32x4Abs,
        (UnaryOp.Sqrt, VectorF32) => Simd.F32x4Sqrt,
        (UnaryOp.Floor, VectorF32) => Simd.F32x4Floor,
        (UnaryOp.Ceiling, VectorF32) => Simd.F32x4Ceil,
        (UnaryOp.Round, VectorF32) => Simd.F32x4Nearest,
        (UnaryOp.Not, VectorI32 or Mask) => Simd.Not,
        (UnaryOp.Neg, VectorI32) => Simd.I32x4Neg,
        (UnaryOp.Abs, VectorI32) => Simd.I32x4Abs,
        _ => throw Missing(op, type),
    };

    /// <summary>The code of a change of type that is one instruction and cannot fail; null where it takes none.</summary>
    public static int? OfCast(KernelType from, KernelType to) => (from, to) switch
    {
        (I64, F32) => Op.F32ConvertI64S,
        (F64, F32) => Op.F32DemoteF64,
        (_, F32) => Op.F32ConvertI32S,
        (I64, F64) => Op.F64ConvertI64S,
        (F32, F64) => Op.F64PromoteF32,
        (_, F64) => Op.F64ConvertI32S,
        (_, I64) => Op.I64ExtendI32S,
        (I64, _) => Op.I32WrapI64,
        _ => null, // all are i32
    };

    private static KernelException Missing(object operation, KernelType type) =>
        new($"{operation} of {type} cannot be written as WebAssembly.");
}
