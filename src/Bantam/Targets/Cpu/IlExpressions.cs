using System.Diagnostics.CodeAnalysis;
using System.Reflection.Emit;
using Bantam.Kernels;
using Bantam.Tensors;
using static Bantam.Kernels.KernelType;
using MethodInfo = System.Reflection.MethodInfo;

namespace Bantam.Targets.Cpu;

/// <summary>Emits expressions: each leaves its value on the evaluation stack. Pointers and indices are native integers there.</summary>
[RequiresDynamicCode("Emits IL.")]
[RequiresUnreferencedCode("Looks vector methods up by name.")]
internal sealed class IlExpressions(ILGenerator il, int lanes, bool fused, Action<Local> loadLocal)
{
    private static readonly MethodInfo ScalarFma = typeof(MathF).GetMethod(nameof(MathF.FusedMultiplyAdd))!;
    private readonly VectorIsa? _isa = lanes == 1 ? null : VectorIsa.Of(lanes);

    /// <summary>The .NET type of values of a kernel type.</summary>
    public Type ClrType(KernelType type) => Lowered(type) switch
    {
        KernelType.Index or Pointer => typeof(nint),
        I32 or Bool => typeof(int),
        F32 => typeof(float),
        VectorI32 => _isa!.I32,
        _ => _isa!.F32,
    };

    /// <summary>At one lane a vector is its scalar.</summary>
    private KernelType Lowered(KernelType type) => lanes == 1 ? type.ToScalar() : type;

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
            case LaneIndex:
                if (lanes == 1) il.Emit(OpCodes.Ldc_I4_0);
                else il.Emit(OpCodes.Call, _isa!.Indices);
                break;
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
        if (Lowered(load.Type).IsVector())
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
        if (Lowered(select.Type).IsVector())
        {
            if (select.Type == VectorI32) AsInt();
            Emit(select.Operands[1]);
            Emit(select.Operands[2]);
            il.Emit(OpCodes.Call, _isa!.Method("ConditionalSelect", Element(select.Type), 3));
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
        var operand = Lowered(expr.Operands[0].Type);
        switch (expr)
        {
            case Unary unary when operand.IsVector(): EmitVector(unary.Op, operand); break;
            case Unary unary: EmitScalar(unary.Op, operand); break;
            case Binary binary when operand.IsVector(): EmitVector(binary.Op, operand); break;
            case Binary binary: EmitScalar(binary.Op, operand); break;
            case Compare compare when operand.IsVector(): EmitVector(compare.Op, operand); break;
            case Compare compare: EmitScalar(compare.Op, operand); break;
            case Fma: EmitFma(operand); break;
            case Cast: EmitCast(operand, Lowered(expr.Type)); break;
            case BitCast: EmitBitCast(operand); break;
            case Splat when lanes == 1: break;
            case Splat when operand == Bool:
                il.Emit(OpCodes.Neg);
                il.Emit(OpCodes.Call, _isa!.Create(typeof(int)));
                AsFloat();
                break;
            case Splat: il.Emit(OpCodes.Call, _isa!.Create(operand == F32 ? typeof(float) : typeof(int))); break;
            case FoldLanes when lanes == 1: break;
            case FoldLanes fold: il.Emit(OpCodes.Call, VectorIsa.Helper(typeof(LaneFolds), fold.Op.ToString(), ClrType(operand))); break;
            case LoadGroups groups: il.Emit(OpCodes.Call, VectorIsa.Helper(typeof(VectorRuntime), nameof(VectorRuntime.LoadGroups), [.. Enumerable.Repeat(typeof(float*), groups.Operands.Count)])); break;
            case Zip zip: il.Emit(OpCodes.Call, VectorIsa.Helper(typeof(VectorRuntime), $"Zip{(zip.Pairs ? "Pairs" : "")}{(zip.High ? "High" : "Low")}", _isa!.F32, _isa.F32)); break;
            default: throw new KernelException($"{expr.GetType().Name} cannot be written as IL.");
        }
    }

    private void EmitFma(KernelType type)
    {
        if (type.IsVector())
        {
            if (fused) il.Emit(OpCodes.Call, _isa!.Method("FusedMultiplyAdd", typeof(float), 3));
            else EmitUnfused(() => EmitVector(BinaryOp.Mul, type), () => EmitVector(BinaryOp.Add, type), _isa!.F32);
        }
        else if (fused) il.Emit(OpCodes.Call, ScalarFma);
        else EmitUnfused(() => EmitScalar(BinaryOp.Mul, type), () => EmitScalar(BinaryOp.Add, type), typeof(float));
    }

    private void EmitUnfused(Action multiply, Action add, Type type)
    {
        var c = il.DeclareLocal(type);
        il.Emit(OpCodes.Stloc, c);
        multiply();
        il.Emit(OpCodes.Ldloc, c);
        add();
    }

    private void EmitVector(UnaryOp op, KernelType type)
    {
        var name = op switch
        {
            UnaryOp.Neg => "Negate",
            UnaryOp.Not => "OnesComplement",
            _ => op.ToString(),
        };
        il.Emit(OpCodes.Call, _isa!.Method(name, Element(type), 1));
    }

    private void EmitScalar(UnaryOp op, KernelType type)
    {
        switch (op)
        {
            case UnaryOp.Neg: il.Emit(OpCodes.Neg); break;
            case UnaryOp.Not when type == Bool:
                il.Emit(OpCodes.Ldc_I4_0);
                il.Emit(OpCodes.Ceq);
                break;
            case UnaryOp.Not: il.Emit(OpCodes.Not); break;
            case UnaryOp.Abs when type == I32: il.Emit(OpCodes.Call, typeof(Math).GetMethod("Abs", [typeof(int)])!); break;
            default: il.Emit(OpCodes.Call, typeof(MathF).GetMethod(op.ToString(), [typeof(float)])!); break;
        }
    }

    private void EmitVector(BinaryOp op, KernelType type)
    {
        switch (op)
        {
            case BinaryOp.ShiftLeft or BinaryOp.ShiftRight or BinaryOp.ShiftRightLogical:
                var name = op switch { BinaryOp.ShiftRight => "ShiftRightArithmetic", _ => op.ToString() };
                il.Emit(OpCodes.Conv_I4);
                il.Emit(OpCodes.Call, _isa!.Shift(name));
                break;
            default:
                var method = op switch
                {
                    BinaryOp.Sub => "Subtract",
                    BinaryOp.Mul => "Multiply",
                    BinaryOp.Div => "Divide",
                    BinaryOp.And => "BitwiseAnd",
                    BinaryOp.Or => "BitwiseOr",
                    _ => op.ToString(),
                };
                il.Emit(OpCodes.Call, _isa!.Method(method, Element(type), 2));
                break;
        }
    }

    private void EmitScalar(BinaryOp op, KernelType type)
    {
        if (op is BinaryOp.Min or BinaryOp.Max)
        {
            var clr = ClrType(type);
            il.Emit(OpCodes.Call, (clr == typeof(float) ? typeof(MathF) : typeof(Math)).GetMethod(op.ToString(), [clr, clr])!);
            return;
        }

        if (op is BinaryOp.ShiftLeft or BinaryOp.ShiftRight or BinaryOp.ShiftRightLogical) il.Emit(OpCodes.Conv_I4);
        il.Emit(op switch
        {
            BinaryOp.Add => OpCodes.Add,
            BinaryOp.Sub => OpCodes.Sub,
            BinaryOp.Mul => OpCodes.Mul,
            BinaryOp.Div => OpCodes.Div,
            BinaryOp.Rem => OpCodes.Rem,
            BinaryOp.And => OpCodes.And,
            BinaryOp.Or => OpCodes.Or,
            BinaryOp.Xor => OpCodes.Xor,
            BinaryOp.ShiftLeft => OpCodes.Shl,
            BinaryOp.ShiftRight => OpCodes.Shr,
            BinaryOp.ShiftRightLogical => OpCodes.Shr_Un,
            _ => throw new KernelException($"{op} of {type} cannot be written as IL."),
        });
    }

    private void EmitVector(CompareOp op, KernelType type)
    {
        var element = Element(type);
        if (op == CompareOp.LessUnsigned)
        {
            var right = il.DeclareLocal(_isa!.I32);
            il.Emit(OpCodes.Stloc, right);
            il.Emit(OpCodes.Call, As("AsUInt32", typeof(int)));
            il.Emit(OpCodes.Ldloc, right);
            il.Emit(OpCodes.Call, As("AsUInt32", typeof(int)));
            il.Emit(OpCodes.Call, _isa.Method("LessThan", typeof(uint), 2));
            il.Emit(OpCodes.Call, As("AsSingle", typeof(uint)));
            return;
        }

        var name = op switch
        {
            CompareOp.Less => "LessThan",
            CompareOp.LessOrEqual => "LessThanOrEqual",
            _ => "Equals",
        };
        il.Emit(OpCodes.Call, _isa!.Method(name, element, 2));
        if (op == CompareOp.NotEqual) il.Emit(OpCodes.Call, _isa.Method("OnesComplement", element, 1));
        if (element == typeof(int)) AsFloat();
    }

    private void EmitScalar(CompareOp op, KernelType type)
    {
        switch (op)
        {
            case CompareOp.Less: il.Emit(OpCodes.Clt); return;
            case CompareOp.LessUnsigned: il.Emit(OpCodes.Clt_Un); return;
            case CompareOp.Equal: il.Emit(OpCodes.Ceq); return;
            case CompareOp.NotEqual: il.Emit(OpCodes.Ceq); break;

            // a ≤ b is not (a > b), where the unordered form of > makes a NaN compare false in the end.
            default: il.Emit(type == F32 ? OpCodes.Cgt_Un : OpCodes.Cgt); break;
        }

        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ceq);
    }

    private void EmitCast(KernelType from, KernelType to)
    {
        switch (from, to)
        {
            case (Mask, VectorI32):
                AsInt();
                il.Emit(OpCodes.Ldc_I4_1);
                il.Emit(OpCodes.Call, _isa!.Create(typeof(int)));
                il.Emit(OpCodes.Call, _isa.Method("BitwiseAnd", typeof(int), 2));
                break;
            case (Mask, VectorF32):
                il.Emit(OpCodes.Ldc_R4, 1f);
                il.Emit(OpCodes.Call, _isa!.Create(typeof(float)));
                il.Emit(OpCodes.Call, _isa.Method("BitwiseAnd", typeof(float), 2));
                break;
            case (VectorI32, VectorF32): il.Emit(OpCodes.Call, _isa!.Method("ConvertToSingle", typeof(int), 1)); break;
            case (VectorF32, VectorI32): il.Emit(OpCodes.Call, _isa!.Method("ConvertToInt32Native", typeof(float), 1)); break;
            case (_, F32): il.Emit(OpCodes.Conv_R4); break;
            case (_, I32): il.Emit(OpCodes.Conv_I4); break;
            case (_, KernelType.Index): il.Emit(OpCodes.Conv_I); break;
            default: throw new KernelException($"A cast of {from} to {to} cannot be written as IL.");
        }
    }

    private void EmitBitCast(KernelType from)
    {
        switch (from)
        {
            case VectorF32: AsInt(); break;
            case VectorI32: AsFloat(); break;
            case F32: il.Emit(OpCodes.Call, typeof(BitConverter).GetMethod(nameof(BitConverter.SingleToInt32Bits))!); break;
            default: il.Emit(OpCodes.Call, typeof(BitConverter).GetMethod(nameof(BitConverter.Int32BitsToSingle))!); break;
        }
    }

    private void AsInt() => il.Emit(OpCodes.Call, As("AsInt32", typeof(float)));

    private void AsFloat() => il.Emit(OpCodes.Call, As("AsSingle", typeof(int)));

    private MethodInfo As(string name, Type from) => _isa!.Method(name, from, 1);

    private static Type Element(KernelType type) => type == VectorI32 ? typeof(int) : typeof(float);
}
