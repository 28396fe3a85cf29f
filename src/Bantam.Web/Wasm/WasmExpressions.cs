using System.Numerics;
using Bantam.Kernels;
using Bantam.Tensors;
using static Bantam.Kernels.KernelType;

namespace Bantam.Web.Wasm;

/// <summary>
/// Writes expressions: each leaves its value on the stack. Pointers are byte addresses and indices i32; vectors are v128, of four
/// lanes.
/// </summary>
internal sealed partial class WasmExpressions(
    WasmBytes code, Target target, Func<Local, int> slot, Func<WasmType, int, int> scratch,
    Func<(int A, int B, int C, int D), int> constantSlot)
{
    /// <summary>The WebAssembly type of values of a kernel type.</summary>
    public static WasmType TypeOf(KernelType type) => type switch
    {
        F32 => WasmType.F32,
        F64 => WasmType.F64,
        I64 => WasmType.I64,
        _ => type.IsVector() ? WasmType.V128 : WasmType.I32,
    };

    /// <summary>The address of a pointer and the byte offset that the memory instruction adds to it.</summary>
    public int WriteAddress(Expr pointer, int offset)
    {
        var bytes = offset * Load.BufferOf(pointer).Storage.Size();
        if (pointer is PointerAdd { Operands: [var start, Constant moved] })
        {
            bytes += (int)moved.Bits * Load.BufferOf(pointer).Storage.Size();
            pointer = start;
        }

        Write(pointer);
        if (bytes >= 0) return bytes;
        code.Byte(Op.I32Const).Signed(bytes).Byte(Op.I32Add);
        return 0;
    }

    /// <summary>A memory instruction with one-byte code.</summary>
    public void Memory(int op, int align, int offset) => code.Byte(op).Unsigned(align).Unsigned(offset);

    /// <summary>The value of an expression.</summary>
    public void Write(Expr expr)
    {
        switch (expr)
        {
            case Constant constant: WriteConstant(constant); break;
            case Local local: Get(slot(local)); break;
            case Load load when load.Type.IsVector(): WriteVectorLoad(load); break;
            case Load load: WriteLoad(load); break;
            case PointerAdd add:
                Write(add.Operands[0]);
                WriteScaled(add.Operands[1], BitOperations.Log2((uint)Load.BufferOf(add).Storage.Size()));
                code.Byte(Op.I32Add);
                break;
            case Select select:
                Write(select.Operands[1]);
                Write(select.Operands[2]);
                Write(select.Operands[0]);
                if (select.Type.IsVector()) Vector(Simd.BitSelect);
                else code.Byte(Op.Select);
                break;
            case Fma fma: WriteFma(fma); break;
            case Binary { Op: BinaryOp.Min or BinaryOp.Max, Type: I32 or I64 or KernelType.Index } choice:
                // Scalars have no integer minimum; the operands are free of effects and are written twice.
                Write(choice.Operands[0]);
                Write(choice.Operands[1]);
                Write(choice.Op == BinaryOp.Min ? choice.Operands[0] : choice.Operands[1]);
                Write(choice.Op == BinaryOp.Min ? choice.Operands[1] : choice.Operands[0]);
                code.Byte(WasmCodes.OfScalar(CompareOp.Less, choice.Type)).Byte(Op.Select);
                break;
            case Unary { Op: UnaryOp.Abs, Type: I32 or I64, Operands: [var integer] }:
                // Nor have they an integer magnitude.
                Write(integer);
                Write(-integer);
                Write(0 <= integer);
                code.Byte(Op.Select);
                break;
            default:
                if (WritesVector(expr)) break;
                foreach (var operand in expr.Operands) Write(operand);
                WriteOperation(expr);
                break;
        }
    }

    private void WriteConstant(Constant constant)
    {
        switch (constant.Type)
        {
            case F32: code.Byte(Op.F32Const).Float(constant.Single); break;
            case F64: code.Byte(Op.F64Const).Double(constant.Double); break;
            case I64: code.Byte(Op.I64Const).Signed(constant.Bits); break;
            default: code.Byte(Op.I32Const).Signed(constant.Bits); break;
        }
    }

    private WasmBytes Get(int local) => code.Byte(Op.LocalGet).Unsigned(local);

    private void WriteScaled(Expr index, int shift)
    {
        if (index is Constant constant)
        {
            code.Byte(Op.I32Const).Signed(constant.Bits << shift);
            return;
        }

        Write(index);
        if (shift > 0) code.Byte(Op.I32Const).Signed(shift).Byte(Op.I32Shl);
    }

    private void WriteLoad(Load load)
    {
        var storage = load.Buffer.Storage;
        var offset = WriteAddress(load.Operands[0], load.Offset);
        var (op, align) = storage switch
        {
            ElementType.Float => (Op.F32Load, 2),
            ElementType.Double => (Op.F64Load, 3),
            ElementType.Int64 when load.Type == I64 => (Op.I64Load, 2),
            ElementType.UInt32 when load.Type == I64 => (Op.I64Load32U, 2),
            ElementType.Int16 => (Op.I32Load16S, 1),
            ElementType.UInt16 or ElementType.Float16 or ElementType.BFloat16 => (Op.I32Load16U, 1),
            ElementType.Int8 => (Op.I32Load8S, 0),
            ElementType.UInt8 or ElementType.Bool => (Op.I32Load8U, 0),
            _ => (Op.I32Load, 2), // of an Int64 the low half
        };
        Memory(op, align, offset);
    }

    private void WriteFma(Fma fma)
    {
        if (!target.Fused)
        {
            Write(fma.Operands[0]);
            Write(fma.Operands[1]);
            WriteBinary(BinaryOp.Mul, fma.Type);
            Write(fma.Operands[2]);
            WriteBinary(BinaryOp.Add, fma.Type);
            return;
        }

        // A single multiply-add exists for vectors only.
        var isDouble = fma.Type == F64;
        foreach (var operand in fma.Operands)
        {
            Write(isDouble ? operand : Splat.Of(operand));
            if (isDouble) Vector(Simd.F64x2Splat);
        }

        Vector(isDouble ? Simd.RelaxedMaddF64 : Simd.RelaxedMadd);
        if (fma.Type.IsVector()) return;
        Vector(isDouble ? Simd.F64x2Extract : Simd.F32x4Extract);
        code.Byte(0);
    }

    private void WriteOperation(Expr expr)
    {
        var operand = expr.Operands[0].Type;
        switch (expr)
        {
            case Unary unary: WriteUnary(unary.Op, operand); break;
            case Binary binary:
                if (binary is { IsShift: true, Type: I64 }) code.Byte(Op.I64ExtendI32S);
                WriteBinary(binary.Op, operand);
                break;
            case Compare compare when operand.IsVector(): Vector(WasmCodes.OfVector(compare.Op, operand)); break;
            case Compare compare: code.Byte(WasmCodes.OfScalar(compare.Op, operand)); break;
            case Cast when operand.IsVector(): WriteVectorCast(operand, expr.Type); break;
            case Cast when operand.IsFloat() && !expr.Type.IsFloat(): WriteTruncation(operand, expr.Type); break;
            case Cast:
                if (WasmCodes.OfCast(operand, expr.Type) is { } cast) code.Byte(cast);
                break;
            case BitCast when operand.IsVector(): break;
            case BitCast:
                code.Byte(operand switch
                {
                    F32 => Op.I32ReinterpretF32,
                    F64 => Op.I64ReinterpretF64,
                    I64 => Op.F64ReinterpretI64,
                    _ => Op.F32ReinterpretI32,
                });
                break;
            default: throw new KernelException($"{expr.GetType().Name} cannot be written as WebAssembly.");
        }
    }

    private void WriteUnary(UnaryOp op, KernelType type)
    {
        if (type.IsVector()) WriteVectorUnary(op, type);
        else if (type.IsFloat()) code.Byte(WasmCodes.OfFloat(op, type));
        else if (op == UnaryOp.PopCount) code.Byte(type == I64 ? Op.I64PopCount : Op.I32PopCount);
        else if (op == UnaryOp.Not && type == Bool) code.Byte(Op.I32Eqz);
        else
        {
            // A complement is x ⊕ −1, and a negation x · −1.
            code.Byte(type == I64 ? Op.I64Const : Op.I32Const).Signed(-1);
            WriteBinary(op == UnaryOp.Not ? BinaryOp.Xor : BinaryOp.Mul, type);
        }
    }

    private void WriteBinary(BinaryOp op, KernelType type)
    {
        if (type.IsVector()) Vector(WasmCodes.OfVector(op, type));
        else code.Byte(WasmCodes.OfScalar(op, type));
    }

    /// <summary>The instruction stops the page at a number that the integer type does not hold; that becomes 0 first.</summary>
    private void WriteTruncation(KernelType from, KernelType to)
    {
        // The least integer is a float of both widths; one less is none, except of I32 in F64.
        var end = to == I64 ? -(double)long.MinValue : -(double)int.MinValue;
        var before = from == F32 ? MathF.BitDecrement((float)-end) : to == I64 ? Math.BitDecrement(-end) : -end - 1;
        var number = scratch(TypeOf(from), 0);
        code.Byte(Op.LocalTee).Unsigned(number);
        WriteConstant(Constant.Of(from, 0));
        Get(number);
        WriteConstant(Constant.Of(from, end));
        code.Byte(WasmCodes.OfScalar(CompareOp.Less, from));
        WriteConstant(Constant.Of(from, before));
        Get(number).Byte(WasmCodes.OfScalar(CompareOp.Less, from)).Byte(Op.I32And).Byte(Op.Select);
        code.Byte((from, to) switch
        {
            (F32, I64) => Op.I64TruncF32S,
            (F64, I64) => Op.I64TruncF64S,
            (F64, _) => Op.I32TruncF64S,
            _ => Op.I32TruncF32S,
        });
    }
}
