using System.Diagnostics.CodeAnalysis;
using System.Reflection.Emit;
using Bantam.Kernels;
using Bantam.Tensors;
using static Bantam.Kernels.KernelType;

namespace Bantam.Targets.Cpu;

/// <summary>Emits expressions: each leaves its value on the evaluation stack. Pointers and indices are native integers there.</summary>
[RequiresDynamicCode("Emits IL.")]
internal sealed class IlExpressions(ILGenerator il, int lanes, bool fused, Action<Local> loadLocal)
{
    private readonly IlArithmetic _arithmetic = new(il, lanes, fused);
    private readonly VectorIsa? _isa = lanes == 1 ? null : VectorIsa.Of(lanes);

    /// <summary>The .NET type of values of a kernel type.</summary>
    public Type ClrType(KernelType type) => type switch
    {
        KernelType.Index or Pointer => typeof(nint),
        I32 or Bool => typeof(int),
        I64 => typeof(long),
        F32 => typeof(float),
        F64 => typeof(double),
        VectorI32 => _isa!.I32,
        _ => _isa!.F32,
    };

    /// <summary>The address pointer + offset elements.</summary>
    public void EmitAddress(Expr pointer, int offset)
    {
        Emit(pointer);
        if (offset == 0) return;
        il.Emit(OpCodes.Ldc_I4, offset * Load.BufferOf(pointer).Storage.Size());
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Add);
    }

    /// <summary>The value of an expression.</summary>
    public void Emit(Expr expr)
    {
        switch (expr)
        {
            case Constant constant: EmitConstant(constant); break;
            case Local local: loadLocal(local); break;
            case Load load: EmitLoad(load); break;
            case PointerAdd add:
                Emit(add.Operands[0]);
                Emit(add.Operands[1]);
                var size = Load.BufferOf(add).Storage.Size();
                if (size > 1)
                {
                    il.Emit(OpCodes.Ldc_I4, size);
                    il.Emit(OpCodes.Conv_I);
                    il.Emit(OpCodes.Mul);
                }

                il.Emit(OpCodes.Add);
                break;
            case Select select: EmitSelect(select); break;
            case LaneIndex: il.Emit(OpCodes.Call, _isa!.Indices); break;
            case Binary binary when Limit.TryFind(binary, out var limit): EmitLimit(binary.Op, limit); break;
            case Binary { Op: BinaryOp.Div or BinaryOp.Rem, Type: KernelType.Index } quotient: EmitDivision(quotient); break;
            default:
                foreach (var operand in expr.Operands)
                {
                    if (expr is ShuffleLanes && operand is Load shuffled) EmitLoad(shuffled, isAlone: true);
                    else Emit(operand);
                    if (expr is Zip or ShuffleLanes && operand.Type == VectorI32) _arithmetic.AsFloat();
                }

                EmitOperation(expr);
                break;
        }
    }

    /// <summary>Indices have 32 bits, and to divide 64 takes some processors twice as long.</summary>
    private void EmitDivision(Binary division)
    {
        foreach (var operand in division.Operands)
        {
            Emit(operand);
            il.Emit(OpCodes.Conv_I4);
        }

        _arithmetic.Binary(division.Op, I32);
        il.Emit(OpCodes.Conv_I);
    }

    /// <summary>Instructions of x86 give the second operand where one is NaN or both are 0, and those of Arm what is wanted.</summary>
    private void EmitLimit(BinaryOp op, Limit limit)
    {
        Emit(limit.Bound);
        Emit(limit.X);
        il.Emit(OpCodes.Call, _isa!.Method(op == BinaryOp.Min ? "MinNative" : "MaxNative", typeof(float), 2));
        if (!limit.LeavesMinusZero) return;
        Emit(Splat.Of(Constant.Of(0f)));
        _arithmetic.Binary(BinaryOp.Add, VectorF32);
    }

    private void EmitConstant(Constant constant)
    {
        switch (constant.Type)
        {
            case F32: il.Emit(OpCodes.Ldc_R4, constant.Single); break;
            case F64: il.Emit(OpCodes.Ldc_R8, constant.Double); break;
            case I64: il.Emit(OpCodes.Ldc_I8, constant.Bits); break;
            default: il.Emit(OpCodes.Ldc_I4, (int)constant.Bits); break;
        }

        if (constant.Type == KernelType.Index) il.Emit(OpCodes.Conv_I);
    }

    /// <summary>
    /// A load; one alone is a part of the instruction that uses it. The JIT would put a vector that is loaded twice on the stack instead
    /// where there is no register for it, which takes as long as a load and a store more; what is volatile it leaves where it is.
    /// </summary>
    private void EmitLoad(Load load, bool isAlone = false)
    {
        EmitAddress(load.Operands[0], load.Offset);
        var storage = load.Buffer.Storage;
        if (load.Type.IsVector())
        {
            if (storage.Size() == 4)
            {
                if (isAlone) il.Emit(OpCodes.Volatile);
                il.Emit(OpCodes.Unaligned, (byte)1);
                il.Emit(OpCodes.Ldobj, ClrType(load.Type));
                return;
            }

            // The last parameter only chooses the width.
            var (name, pointer) = storage switch
            {
                ElementType.Int8 => (nameof(VectorRuntime.LoadInt8), typeof(sbyte*)),
                ElementType.Int64 => (nameof(VectorRuntime.LoadInt64), typeof(long*)),
                ElementType.Int16 => (nameof(VectorRuntime.LoadInt16), typeof(short*)),
                ElementType.UInt16 or ElementType.Float16 or ElementType.BFloat16 => (nameof(VectorRuntime.LoadUInt16), typeof(ushort*)),
                _ => (nameof(VectorRuntime.LoadUInt8), typeof(byte*)),
            };
            var unused = il.DeclareLocal(_isa!.I32);
            il.Emit(OpCodes.Ldloc, unused);
            il.Emit(OpCodes.Call, VectorIsa.Helper(typeof(VectorRuntime), name, pointer, _isa.I32));
            return;
        }

        il.Emit(storage switch
        {
            ElementType.Float => OpCodes.Ldind_R4,
            ElementType.Double => OpCodes.Ldind_R8,
            ElementType.Int32 => OpCodes.Ldind_I4,
            ElementType.UInt32 => OpCodes.Ldind_U4,
            ElementType.Int64 => OpCodes.Ldind_I8,
            ElementType.Int16 => OpCodes.Ldind_I2,
            ElementType.UInt16 or ElementType.Float16 or ElementType.BFloat16 => OpCodes.Ldind_U2,
            ElementType.Int8 => OpCodes.Ldind_I1,
            _ => OpCodes.Ldind_U1,
        });
        if (storage == ElementType.Int64 && load.Type == I32) il.Emit(OpCodes.Conv_I4);
        if (storage == ElementType.UInt32 && load.Type == I64) il.Emit(OpCodes.Conv_U8);
    }

    private void EmitSelect(Select select)
    {
        Emit(select.Operands[0]);
        if (select.Type.IsVector())
        {
            if (select.Type == VectorI32) _arithmetic.AsInt();
            Emit(select.Operands[1]);
            Emit(select.Operands[2]);
            il.Emit(OpCodes.Call, _isa!.Method("ConditionalSelect", IlArithmetic.Element(select.Type), 3));
            return;
        }

        var otherwise = il.DefineLabel();
        var end = il.DefineLabel();
        il.Emit(OpCodes.Brfalse, otherwise);
        Emit(select.Operands[1]);
        il.Emit(OpCodes.Br, end);
        il.MarkLabel(otherwise);
        Emit(select.Operands[2]);
        il.MarkLabel(end);
    }

    /// <summary>A helper that moves lanes, which it takes for floats.</summary>
    private void EmitHelper(string name, KernelType result, params Type[] parameters)
    {
        il.Emit(OpCodes.Call, VectorIsa.Helper(typeof(VectorRuntime), name, parameters));
        if (result == VectorI32) _arithmetic.AsInt();
    }

    private void EmitOperation(Expr expr)
    {
        var operand = expr.Operands[0].Type;
        switch (expr)
        {
            case Unary unary: _arithmetic.Unary(unary.Op, operand); break;
            case Binary { IsShift: true } shift when shift.Operands[1].Type == VectorI32:
                il.Emit(OpCodes.Call, VectorIsa.Helper(typeof(LaneShifts), shift.Op.ToString(), _isa!.I32, _isa.I32));
                break;
            case Binary binary: _arithmetic.Binary(binary.Op, operand); break;
            case Compare compare: _arithmetic.Compare(compare.Op, operand); break;
            case Fma: _arithmetic.Fma(operand); break;
            case Cast: _arithmetic.Cast(operand, expr.Type); break;
            case BitCast: _arithmetic.BitCast(operand); break;
            case Splat when operand == Bool:
                il.Emit(OpCodes.Neg);
                il.Emit(OpCodes.Call, _isa!.Create(typeof(int)));
                _arithmetic.AsFloat();
                break;
            case Splat: il.Emit(OpCodes.Call, _isa!.Create(operand == F32 ? typeof(float) : typeof(int))); break;
            case FoldLanes fold: il.Emit(OpCodes.Call, VectorIsa.Helper(typeof(LaneFolds), fold.Op.ToString(), ClrType(operand))); break;
            case LoadGroups groups:
                Type[] pointers = [.. Enumerable.Repeat(typeof(float*), groups.Operands.Count)];
                EmitHelper(nameof(VectorRuntime.LoadGroups), expr.Type, pointers);
                break;
            case Zip zip:
                EmitHelper($"Zip{(zip.Pairs ? "Pairs" : "")}{(zip.High ? "High" : "Low")}", expr.Type, _isa!.F32, _isa.F32);
                break;
            case LoadIndexed: EmitHelper(nameof(VectorRuntime.LoadIndexed), expr.Type, typeof(float*), _isa!.I32); break;
            case ShuffleLanes shuffle:
                il.Emit(OpCodes.Ldc_I4, shuffle.Pattern.Select((lane, i) => lane << (2 * i)).Sum());
                EmitHelper(nameof(VectorRuntime.Shuffle), expr.Type, _isa!.F32, typeof(byte));
                break;
            case Dot2 or Dot4:
                il.Emit(OpCodes.Call, VectorIsa.Helper(typeof(DotProducts), expr.GetType().Name, _isa!.I32, _isa.I32, _isa.I32));
                break;
            default: throw new KernelException($"{expr.GetType().Name} cannot be written as IL.");
        }
    }
}
