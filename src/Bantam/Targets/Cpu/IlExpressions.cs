using System.Diagnostics.CodeAnalysis;
using System.Reflection.Emit;
using Bantam.Kernels;
using Bantam.Tensors;
using static Bantam.Kernels.KernelType;

namespace Bantam.Targets.Cpu;

/// <summary>Emits expressions: each leaves its value on the evaluation stack. Pointers and indices are native integers there.</summary>
[RequiresDynamicCode("Emits IL.")]
[RequiresUnreferencedCode("Looks vector methods up by name.")]
internal sealed class IlExpressions(ILGenerator il, int lanes, bool fused, Action<Local> loadLocal)
{
    private readonly IlArithmetic _arithmetic = new(il, lanes, fused);
    private readonly VectorIsa? _isa = lanes == 1 ? null : VectorIsa.Of(lanes);

    /// <summary>The .NET type of values of a kernel type.</summary>
    public Type ClrType(KernelType type) => type switch
    {
        KernelType.Index or Pointer => typeof(nint),
        I32 or Bool => typeof(int),
        F32 => typeof(float),
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
            default:
                foreach (var operand in expr.Operands) Emit(operand);
                EmitOperation(expr);
                break;
        }
    }

    private void EmitConstant(Constant constant)
    {
        if (constant.Type == F32) il.Emit(OpCodes.Ldc_R4, constant.Single);
        else il.Emit(OpCodes.Ldc_I4, constant.Bits);
        if (constant.Type == KernelType.Index) il.Emit(OpCodes.Conv_I);
    }

    private void EmitLoad(Load load)
    {
        EmitAddress(load.Operands[0], load.Offset);
        var storage = load.Buffer.Storage;
        if (load.Type.IsVector())
        {
            if (storage is ElementType.Float or ElementType.Int32)
            {
                il.Emit(OpCodes.Unaligned, (byte)1);
                il.Emit(OpCodes.Ldobj, ClrType(load.Type));
                return;
            }

            // The last parameter only chooses the width.
            var (name, pointer) = storage switch
            {
                ElementType.Int8 => (nameof(VectorRuntime.LoadInt8), typeof(sbyte*)),
                ElementType.Int64 => (nameof(VectorRuntime.LoadInt64), typeof(long*)),
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
            ElementType.Int32 => OpCodes.Ldind_I4,
            ElementType.Int64 => OpCodes.Ldind_I8,
            ElementType.Int8 => OpCodes.Ldind_I1,
            _ => OpCodes.Ldind_U1,
        });
        if (storage == ElementType.Int64) il.Emit(OpCodes.Conv_I4);
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

    private void EmitOperation(Expr expr)
    {
        var operand = expr.Operands[0].Type;
        switch (expr)
        {
            case Unary unary: _arithmetic.Unary(unary.Op, operand); break;
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
            case LoadGroups groups: il.Emit(OpCodes.Call, VectorIsa.Helper(typeof(VectorRuntime), nameof(VectorRuntime.LoadGroups), [.. Enumerable.Repeat(typeof(float*), groups.Operands.Count)])); break;
            case Zip zip: il.Emit(OpCodes.Call, VectorIsa.Helper(typeof(VectorRuntime), $"Zip{(zip.Pairs ? "Pairs" : "")}{(zip.High ? "High" : "Low")}", _isa!.F32, _isa.F32)); break;
            default: throw new KernelException($"{expr.GetType().Name} cannot be written as IL.");
        }
    }
}
