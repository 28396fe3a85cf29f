using Bantam.Kernels;
using Bantam.Tensors;
using static Bantam.Kernels.KernelType;

namespace Bantam.Web.Wasm;

/// <content>Vectors of four lanes.</content>
internal sealed partial class WasmExpressions
{
    /// <summary>A SIMD instruction; a target of one lane has some only where it multiplies and adds in one.</summary>
    public void Vector(int op)
    {
        if (target is { Lanes: 1, Fused: false }) throw new KernelException($"{target.Name} has no SIMD instructions.");
        code.Byte(Op.Simd).Unsigned(op);
    }

    /// <summary>A memory instruction of SIMD.</summary>
    public void MemorySimd(int op, int align, int offset)
    {
        Vector(op);
        code.Unsigned(align).Unsigned(offset);
    }

    /// <summary>Writes an expression that vectors do in a way of their own; false if it is none.</summary>
    private bool WritesVector(Expr expr)
    {
        switch (expr)
        {
            case LaneIndex: WriteConstant(0, 1, 2, 3); break;
            case LoadGroups groups: MemorySimd(Simd.Load, 2, WriteAddress(groups.Operands[0], 0)); break;
            case LoadIndexed indexed: WriteIndexed(indexed); break;
            case Splat { Operands: [Constant constant] }:
                var lane = constant.Type == Bool ? -(int)constant.Bits : (int)constant.Bits; // a mask is all ones where it holds
                WriteConstant(lane, lane, lane, lane);
                break;
            case Splat { Operands: [Load load] } when load.Buffer.Storage.Size() == 4:
                MemorySimd(Simd.Load32Splat, 2, WriteAddress(load.Operands[0], load.Offset));
                break;
            case Splat { Operands: [var scalar] }:
                Write(scalar);
                if (scalar.Type == Bool) code.Byte(Op.I32Const).Signed(-1).Byte(Op.I32Mul);
                Vector(scalar.Type == F32 ? Simd.F32x4Splat : Simd.I32x4Splat);
                break;
            case Binary binary when Limit.TryFind(binary, out var limit):
                Write(limit.X);
                Write(limit.Bound);
                Vector(binary.Op == BinaryOp.Min ? Simd.F32x4PMin : Simd.F32x4PMax);
                if (!limit.LeavesMinusZero) break;
                Write(Splat.Of(Constant.Of(0f)));
                Vector(Simd.F32x4Add);
                break;
            case FoldLanes fold: WriteFold(fold); break;
            case ShuffleLanes shuffle:
                Write(shuffle.Operands[0]);
                code.Byte(Op.LocalTee).Unsigned(scratch(WasmType.V128, 0));
                Get(scratch(WasmType.V128, 0));
                WriteShuffle([.. shuffle.Pattern]);
                break;
            case Zip zip:
                foreach (var operand in zip.Operands) Write(operand);
                if (zip.Pairs) WriteShuffle(zip.High ? [2, 3, 6, 7] : [0, 1, 4, 5]);
                else WriteShuffle(zip.High ? [2, 6, 3, 7] : [0, 4, 1, 5]);
                break;
            case Binary { Op: BinaryOp.Div, Type: VectorI32 } division: WriteLanes(division); break;
            case Binary { IsShift: true, Operands: [_, { Type: VectorI32 }] } shift: WriteLanes(shift); break;
            case Dot2 dot:
                foreach (var operand in dot.Operands) Write(operand);
                Vector(Simd.I32x4DotI16x8S);
                Vector(Simd.I32x4Add);
                break;
            case Dot4 dot: WriteDot(dot); break;
            default: return false;
        }

        return true;
    }

    /// <summary>What vectors cannot do at once: the lanes of the first operand are replaced one by one.</summary>
    private void WriteLanes(Binary binary)
    {
        Write(binary.Operands[0]);
        for (var lane = 0; lane < 4; lane++)
        {
            foreach (var operand in binary.Operands)
            {
                Write(operand);
                Vector(Simd.I32x4Extract);
                code.Byte(lane);
            }

            code.Byte(WasmCodes.OfScalar(binary.Op, I32));
            Vector(Simd.I32x4Replace);
            code.Byte(lane);
        }
    }

    private void WriteIndexed(LoadIndexed indexed)
    {
        var (address, indices) = (scratch(WasmType.I32, 0), scratch(WasmType.V128, 0));
        var offset = WriteAddress(indexed.Operands[0], 0);
        Write(indexed.Operands[1]);
        code.Byte(Op.LocalSet).Unsigned(indices).Byte(Op.LocalSet).Unsigned(address);
        for (var lane = 0; lane < 4; lane++)
        {
            Get(address);
            Get(indices);
            Vector(Simd.I32x4Extract);
            code.Byte(lane).Byte(Op.I32Const).Signed(2).Byte(Op.I32Shl).Byte(Op.I32Add);
            if (lane == 0)
            {
                MemorySimd(Simd.Load32Zero, 2, offset);
                continue;
            }

            Memory(Op.I32Load, 2, offset);
            Vector(Simd.I32x4Replace);
            code.Byte(lane);
        }
    }

    private void WriteConstant(int a, int b, int c, int d) => Get(constantSlot((a, b, c, d)));

    private void WriteSame(int lane) => WriteConstant(lane, lane, lane, lane);

    private void WriteVectorLoad(Load load)
    {
        var offset = WriteAddress(load.Operands[0], load.Offset);
        switch (load.Buffer.Storage)
        {
            case ElementType.Float or ElementType.Int32: MemorySimd(Simd.Load, 2, offset); break;
            case ElementType.Int64:
                var address = scratch(WasmType.I32, 0);
                code.Byte(Op.LocalTee).Unsigned(address);
                MemorySimd(Simd.Load, 2, offset);
                Get(address);
                MemorySimd(Simd.Load, 2, offset + 16);
                WriteShuffle(0, 2, 4, 6);
                break;
            case ElementType.Int16: MemorySimd(Simd.Load16x4S, 1, offset); break;
            case ElementType.UInt16 or ElementType.Float16 or ElementType.BFloat16: MemorySimd(Simd.Load16x4U, 1, offset); break;
            case var bytes:
                MemorySimd(Simd.Load32Zero, 0, offset);
                Vector(bytes == ElementType.Int8 ? Simd.I16x8ExtendLowI8S : Simd.I16x8ExtendLowI8U);
                Vector(bytes == ElementType.Int8 ? Simd.I32x4ExtendLowI16S : Simd.I32x4ExtendLowI16U);
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

    private void WriteFold(FoldLanes fold)
    {
        Write(fold.Operands[0]);
        var vector = scratch(WasmType.V128, 0);
        foreach (var other in (int[][])[[2, 3, 0, 1], [1, 0, 3, 2]])
        {
            code.Byte(Op.LocalTee).Unsigned(vector);
            Get(vector);
            Get(vector);
            WriteShuffle(other);
            WriteBinary(fold.Op, fold.Operands[0].Type);
        }

        Vector(fold.Type == F32 ? Simd.F32x4Extract : Simd.I32x4Extract);
        code.Byte(0);
    }

    private void WriteVectorUnary(UnaryOp op, KernelType type)
    {
        if (op != UnaryOp.PopCount)
        {
            Vector(WasmCodes.OfVector(op, type));
            return;
        }

        Vector(Simd.I8x16PopCount);
        Vector(Simd.I16x8AddPairsI8U);
        Vector(Simd.I32x4AddPairsI16U);
    }

    private void WriteVectorCast(KernelType from, KernelType to)
    {
        switch (from, to)
        {
            case (Mask, VectorF32 or VectorI32):
                WriteSame(to == VectorF32 ? BitConverter.SingleToInt32Bits(1f) : 1);
                Vector(Simd.And);
                break;
            case (VectorI32, VectorF32): Vector(Simd.F32x4ConvertI32S); break;
            default: Vector(Simd.I32x4TruncSatF32S); break;
        }
    }

    /// <summary>
    /// The even and the odd bytes are widened to 16 bits. The instruction of relaxed SIMD multiplies signed bytes by such from 0 to 127:
    /// summing the eighth bits by themselves takes twice as long as this.
    /// </summary>
    private void WriteDot(Dot4 dot)
    {
        var (unsigned, signed) = (scratch(WasmType.V128, 0), scratch(WasmType.V128, 1));
        foreach (var operand in dot.Operands) Write(operand);
        code.Byte(Op.LocalSet).Unsigned(signed).Byte(Op.LocalSet).Unsigned(unsigned);
        Get(unsigned);
        WriteSame(0x00ff00ff);
        Vector(Simd.And);
        Get(signed);
        Shift(Simd.I16x8Shl, 8);
        Shift(Simd.I16x8ShrS, 8);
        Vector(Simd.I32x4DotI16x8S);
        Vector(Simd.I32x4Add);
        Get(unsigned);
        Shift(Simd.I16x8ShrU, 8);
        Get(signed);
        Shift(Simd.I16x8ShrS, 8);
        Vector(Simd.I32x4DotI16x8S);
        Vector(Simd.I32x4Add);

        void Shift(int op, int count)
        {
            code.Byte(Op.I32Const).Signed(count);
            Vector(op);
        }
    }
}
