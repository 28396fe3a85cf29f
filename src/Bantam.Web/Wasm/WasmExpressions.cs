using System.Numerics;
using Bantam.Kernels;
using Bantam.Tensors;
using static Bantam.Kernels.KernelType;

namespace Bantam.Web.Wasm;

/// <summary>
/// Writes expressions: each leaves its value on the stack. Pointers are byte addresses and indices i32; vectors are v128, of four
/// lanes.
/// </summary>
internal sealed class WasmExpressions(
    WasmBytes code, Target target, Func<Local, int> slot, Func<WasmType, int> scratch, Func<(int A, int B, int C, int D), int> constantSlot)
{
    /// <summary>The WebAssembly type of values of a kernel type.</summary>
    public static WasmType TypeOf(KernelType type) => type.IsVector() ? WasmType.V128 : type == F32 ? WasmType.F32 : WasmType.I32;

    /// <summary>The address of a pointer and the byte offset that the memory instruction adds to it.</summary>
    public int WriteAddress(Expr pointer, int offset)
    {
        var bytes = offset * Load.BufferOf(pointer).Storage.Size();
        if (pointer is PointerAdd { Operands: [var start, Constant moved] })
        {
            bytes += moved.Bits * Load.BufferOf(pointer).Storage.Size();
            pointer = start;
        }

        Write(pointer);
        if (bytes >= 0) return bytes;
        code.Byte(Op.I32Const).Signed(bytes).Byte(Op.I32Add);
        return 0;
    }

    /// <summary>A memory instruction with one-byte code.</summary>
    public void Memory(int op, int align, int offset) => code.Byte(op).Unsigned(align).Unsigned(offset);

    /// <summary>A memory instruction of SIMD.</summary>
    public void MemorySimd(int op, int align, int offset)
    {
        Vector(op);
        code.Unsigned(align).Unsigned(offset);
    }

    /// <summary>A SIMD instruction; a target of one lane has some only where it multiplies and adds in one.</summary>
    public void Vector(int op)
    {
        if (target is { Lanes: 1, Fused: false }) throw new KernelException($"{target.Name} has no SIMD instructions.");
        code.Byte(Op.Simd).Unsigned(op);
    }

    /// <summary>The value of an expression.</summary>
    public void Write(Expr expr)
    {
        switch (expr)
        {
            case Constant { Type: F32 } constant: code.Byte(Op.F32Const).Float(constant.Single); break;
            case Constant constant: code.Byte(Op.I32Const).Signed(constant.Bits); break;
            case Local local: code.Byte(Op.LocalGet).Unsigned(slot(local)); break;
            case LaneIndex: WriteConstant(0, 1, 2, 3); break;
            case Load load: WriteLoad(load); break;
            case LoadGroups groups: MemorySimd(Simd.Load, 2, WriteAddress(groups.Operands[0], 0)); break;
            case PointerAdd add:
                Write(add.Operands[0]);
                WriteScaled(add.Operands[1], BitOperations.Log2((uint)Load.BufferOf(add).Storage.Size()));
                code.Byte(Op.I32Add);
                break;
            case Splat { Operands: [Constant constant] }:
                var lane = constant.Type == Bool ? -constant.Bits : constant.Bits; // a mask is all ones where it holds
                WriteConstant(lane, lane, lane, lane);
                break;
            case Splat { Operands: [Load load] } when load.Buffer.Storage.Size() == 4: MemorySimd(Simd.Load32Splat, 2, WriteAddress(load.Operands[0], load.Offset)); break;
            case Splat splat: WriteSplat(splat); break;
            case Select select: WriteSelect(select); break;
            case Fma fma: WriteFma(fma); break;
            case FoldLanes fold: WriteFold(fold); break;
            case Binary { Op: BinaryOp.Min or BinaryOp.Max, Type: I32 or KernelType.Index } choice:
                // Scalars have no integer minimum; the operands are free of effects and are written twice.
                Write(choice.Operands[0]);
                Write(choice.Operands[1]);
                Write(choice.Operands[0]);
                Write(choice.Operands[1]);
                code.Byte(choice.Op == BinaryOp.Min ? Op.I32LtS : Op.I32GtS).Byte(Op.Select);
                break;
            case Unary { Op: UnaryOp.Abs, Type: I32, Operands: [var integer] }:
                // Nor have they an integer magnitude.
                Write(integer);
                code.Byte(Op.I32Const).Signed(0);
                Write(integer);
                code.Byte(Op.I32Sub);
                Write(integer);
                code.Byte(Op.I32Const).Signed(0).Byte(Op.I32GeS).Byte(Op.Select);
                break;
            case Binary { Op: BinaryOp.Div, Type: VectorI32 } division: WriteDivision(division); break;
            default:
                foreach (var operand in expr.Operands) Write(operand);
                WriteOperation(expr);
                break;
        }
    }

    /// <summary>Vectors have no integer division; the lanes of the dividend are replaced one by one.</summary>
    private void WriteDivision(Binary division)
    {
        Write(division.Operands[0]);
        for (var lane = 0; lane < 4; lane++)
        {
            foreach (var operand in division.Operands)
            {
                Write(operand);
                Vector(Simd.I32x4Extract);
                code.Byte(lane);
            }

            code.Byte(Op.I32DivS);
            Vector(Simd.I32x4Replace);
            code.Byte(lane);
        }
    }

    private void WriteConstant(int a, int b, int c, int d) => code.Byte(Op.LocalGet).Unsigned(constantSlot((a, b, c, d)));

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
        if (!load.Type.IsVector())
        {
            Memory(storage switch
            {
                ElementType.Float => Op.F32Load,
                ElementType.Int8 => Op.I32Load8S,
                ElementType.UInt8 or ElementType.Bool => Op.I32Load8U,
                _ => Op.I32Load, // of an Int64 the low half, which is where its value is
            }, storage.Size() == 1 ? 0 : 2, offset);
            return;
        }

        switch (storage)
        {
            case ElementType.Float or ElementType.Int32: MemorySimd(Simd.Load, 2, offset); break;
            case ElementType.Int64:
                var address = scratch(WasmType.I32);
                code.Byte(Op.LocalTee).Unsigned(address);
                MemorySimd(Simd.Load, 2, offset);
                code.Byte(Op.LocalGet).Unsigned(address);
                MemorySimd(Simd.Load, 2, offset + 16);
                WriteShuffle(0, 2, 4, 6);
                break;
            default:
                MemorySimd(Simd.Load32Zero, 0, offset);
                Vector(storage == ElementType.Int8 ? Simd.I16x8ExtendLowI8S : Simd.I16x8ExtendLowI8U);
                Vector(storage == ElementType.Int8 ? Simd.I32x4ExtendLowI16S : Simd.I32x4ExtendLowI16U);
                break;
        }
    }

    /// <summary>Picks four 32-bit lanes of two vectors: 0-3 of the first, 4-7 of the second.</summary>
    private void WriteShuffle(params ReadOnlySpan<int> lanes)
    {
        Vector(Simd.Shuffle);
        foreach (var lane in lanes)
            for (var b = 0; b < 4; b++) code.Byte((4 * lane) + b);
    }

    private void WriteSplat(Splat splat)
    {
        Write(splat.Operands[0]);
        if (splat.Operands[0].Type == Bool) code.Byte(Op.I32Const).Signed(-1).Byte(Op.I32Mul);
        Vector(splat.Operands[0].Type == F32 ? Simd.F32x4Splat : Simd.I32x4Splat);
    }

    private void WriteSelect(Select select)
    {
        Write(select.Operands[1]);
        Write(select.Operands[2]);
        Write(select.Operands[0]);
        if (select.Type.IsVector()) Vector(Simd.BitSelect);
        else code.Byte(Op.Select);
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
        foreach (var operand in fma.Operands) Write(Splat.Of(operand));
        Vector(Simd.RelaxedMadd);
        if (fma.Type.IsVector()) return;
        Vector(Simd.F32x4Extract);
        code.Byte(0);
    }

    private void WriteFold(FoldLanes fold)
    {
        Write(fold.Operands[0]);
        var vector = scratch(WasmType.V128);
        foreach (var other in (int[][])[[2, 3, 0, 1], [1, 0, 3, 2]])
        {
            code.Byte(Op.LocalTee).Unsigned(vector);
            code.Byte(Op.LocalGet).Unsigned(vector).Byte(Op.LocalGet).Unsigned(vector);
            WriteShuffle(other);
            WriteBinary(fold.Op, fold.Operands[0].Type);
        }

        Vector(fold.Type == F32 ? Simd.F32x4Extract : Simd.I32x4Extract);
        code.Byte(0);
    }

    private void WriteOperation(Expr expr)
    {
        var operand = expr.Operands[0].Type;
        switch (expr)
        {
            case Unary unary: WriteUnary(unary.Op, operand); break;
            case Binary binary: WriteBinary(binary.Op, operand); break;
            case Compare compare: WriteCompare(compare.Op, operand); break;
            case Cast: WriteCast(operand, expr.Type); break;
            case BitCast when operand.IsVector(): break;
            case BitCast: code.Byte(operand == F32 ? Op.I32ReinterpretF32 : Op.F32ReinterpretI32); break;
            case Zip { Pairs: true } zip: WriteShuffle(zip.High ? [2, 3, 6, 7] : [0, 1, 4, 5]); break;
            case Zip zip: WriteShuffle(zip.High ? [2, 6, 3, 7] : [0, 4, 1, 5]); break;
            default: throw new KernelException($"{expr.GetType().Name} cannot be written as WebAssembly.");
        }
    }

    private void WriteUnary(UnaryOp op, KernelType type)
    {
        switch (op, type)
        {
            case (UnaryOp.Neg, F32): code.Byte(Op.F32Neg); break;
            case (UnaryOp.Abs, F32): code.Byte(Op.F32Abs); break;
            case (UnaryOp.Sqrt, F32): code.Byte(Op.F32Sqrt); break;
            case (UnaryOp.Floor, F32): code.Byte(Op.F32Floor); break;
            case (UnaryOp.Ceiling, F32): code.Byte(Op.F32Ceil); break;
            case (UnaryOp.Round, F32): code.Byte(Op.F32Nearest); break;
            case (UnaryOp.Not, Bool): code.Byte(Op.I32Eqz); break;
            case (UnaryOp.Not, I32): code.Byte(Op.I32Const).Signed(-1).Byte(Op.I32Xor); break;
            case (UnaryOp.Neg, I32 or KernelType.Index): code.Byte(Op.I32Const).Signed(-1).Byte(Op.I32Mul); break;
            case (UnaryOp.Neg, VectorF32): Vector(Simd.F32x4Neg); break;
            case (UnaryOp.Abs, VectorF32): Vector(Simd.F32x4Abs); break;
            case (UnaryOp.Sqrt, VectorF32): Vector(Simd.F32x4Sqrt); break;
            case (UnaryOp.Floor, VectorF32): Vector(Simd.F32x4Floor); break;
            case (UnaryOp.Ceiling, VectorF32): Vector(Simd.F32x4Ceil); break;
            case (UnaryOp.Round, VectorF32): Vector(Simd.F32x4Nearest); break;
            case (UnaryOp.Not, VectorI32 or Mask): Vector(Simd.Not); break;
            case (UnaryOp.Neg, VectorI32): Vector(Simd.I32x4Neg); break;
            case (UnaryOp.Abs, VectorI32): Vector(Simd.I32x4Abs); break;
            default: throw new KernelException($"{op} of {type} cannot be written as WebAssembly.");
        }
    }

    private void WriteBinary(BinaryOp op, KernelType type)
    {
        if (type.IsVector()) Vector(WasmCodes.OfVector(op, type));
        else code.Byte(WasmCodes.OfScalar(op, type));
    }

    private void WriteCompare(CompareOp op, KernelType type)
    {
        if (type.IsVector()) Vector(WasmCodes.OfVector(op, type));
        else code.Byte(WasmCodes.OfScalar(op, type));
    }

    /// <summary>The instruction stops the page at a number that I32 does not hold; that becomes 0 first.</summary>
    private void WriteTruncation()
    {
        var number = scratch(WasmType.F32);
        code.Byte(Op.LocalTee).Unsigned(number).Byte(Op.F32Const).Float(0);
        code.Byte(Op.LocalGet).Unsigned(number).Byte(Op.F32Const).Float(int.MinValue).Byte(Op.F32Ge);
        code.Byte(Op.LocalGet).Unsigned(number).Byte(Op.F32Const).Float(-(float)int.MinValue).Byte(Op.F32Lt).Byte(Op.I32And);
        code.Byte(Op.Select).Byte(Op.I32TruncF32S);
    }

    private void WriteCast(KernelType from, KernelType to)
    {
        switch (from, to)
        {
            case (Mask, VectorF32 or VectorI32):
                var one = to == VectorF32 ? BitConverter.SingleToInt32Bits(1f) : 1;
                WriteConstant(one, one, one, one);
                Vector(Simd.And);
                break;
            case (VectorI32, VectorF32): Vector(Simd.F32x4ConvertI32S); break;
            case (VectorF32, VectorI32): Vector(Simd.I32x4TruncSatF32S); break;
            case (_, F32): code.Byte(Op.F32ConvertI32S); break;
            case (F32, I32): WriteTruncation(); break;
            case (I32 or KernelType.Index or Bool, I32 or KernelType.Index): break; // all are i32
            default: throw new KernelException($"A cast of {from} to {to} cannot be written as WebAssembly.");
        }
    }
}
