using System.Diagnostics.CodeAnalysis;
using System.Reflection.Emit;
using Bantam.Kernels;
using static Bantam.Kernels.KernelType;
using MethodInfo = System.Reflection.MethodInfo;

namespace Bantam.Targets.Cpu;

/// <summary>Emits operations on values that are on the evaluation stack already.</summary>
[RequiresDynamicCode("Emits IL.")]
internal sealed class IlArithmetic(ILGenerator il, int lanes, bool fused)
{
    private readonly VectorIsa? _isa = lanes == 1 ? null : VectorIsa.Of(lanes);

    /// <summary>An operation on one operand.</summary>
    public void Unary(UnaryOp op, KernelType type)
    {
        if (type.IsVector()) Vector(op, type);
        else Scalar(op, type);
    }

    /// <summary>An operation on two operands.</summary>
    public void Binary(BinaryOp op, KernelType type)
    {
        if (type.IsVector()) Vector(op, type);
        else Scalar(op, type);
    }

    /// <summary>A comparison.</summary>
    public void Compare(CompareOp op, KernelType type)
    {
        if (type.IsVector()) Vector(op, type);
        else Scalar(op, type);
    }

    /// <summary>a · b + c.</summary>
    public void Fma(KernelType type)
    {
        if (type.IsVector())
        {
            if (fused) il.Emit(OpCodes.Call, _isa!.Method("FusedMultiplyAdd", typeof(float), 3));
            else Unfused(() => Vector(BinaryOp.Mul, type), () => Vector(BinaryOp.Add, type), _isa!.F32);
        }
        else if (fused) il.Emit(OpCodes.Call, Functions(type).GetMethod(nameof(MathF.FusedMultiplyAdd))!);
        else Unfused(() => Scalar(BinaryOp.Mul, type), () => Scalar(BinaryOp.Add, type), Clr(type));
    }

    private void Unfused(Action multiply, Action add, Type type)
    {
        var c = il.DeclareLocal(type);
        il.Emit(OpCodes.Stloc, c);
        multiply();
        il.Emit(OpCodes.Ldloc, c);
        add();
    }

    private void Vector(UnaryOp op, KernelType type)
    {
        if (op == UnaryOp.PopCount)
        {
            il.Emit(OpCodes.Call, VectorIsa.Helper(typeof(VectorRuntime), nameof(VectorRuntime.PopCount), _isa!.I32));
            return;
        }

        var name = op switch
        {
            UnaryOp.Neg => "Negate",
            UnaryOp.Not => "OnesComplement",
            _ => op.ToString(),
        };
        il.Emit(OpCodes.Call, _isa!.Method(name, Element(type), 1));
    }

    private void Scalar(UnaryOp op, KernelType type)
    {
        switch (op)
        {
            case UnaryOp.Neg: il.Emit(OpCodes.Neg); break;
            case UnaryOp.Not when type == Bool:
                il.Emit(OpCodes.Ldc_I4_0);
                il.Emit(OpCodes.Ceq);
                break;
            case UnaryOp.Not: il.Emit(OpCodes.Not); break;
            case UnaryOp.Abs when type is I32 or I64:
                // Math.Abs throws at the least integer, which vectors leave as it is.
                il.Emit(OpCodes.Dup);
                il.Emit(OpCodes.Neg);
                Scalar(BinaryOp.Max, type);
                break;
            case UnaryOp.PopCount:
                var unsigned = type == I64 ? typeof(ulong) : typeof(uint);
                il.Emit(OpCodes.Call, typeof(System.Numerics.BitOperations).GetMethod(nameof(UnaryOp.PopCount), [unsigned])!);
                if (type == I64) il.Emit(OpCodes.Conv_I8);
                break;
            default: il.Emit(OpCodes.Call, Functions(type).GetMethod(op.ToString(), [Clr(type)])!); break;
        }
    }

    private void Vector(BinaryOp op, KernelType type)
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

    private void Scalar(BinaryOp op, KernelType type)
    {
        if (op is BinaryOp.Min or BinaryOp.Max)
        {
            il.Emit(OpCodes.Call, Functions(type).GetMethod(op.ToString(), [Clr(type), Clr(type)])!);
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

    private void Vector(CompareOp op, KernelType type)
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

    private void Scalar(CompareOp op, KernelType type)
    {
        switch (op)
        {
            case CompareOp.Less: il.Emit(OpCodes.Clt); return;
            case CompareOp.LessUnsigned: il.Emit(OpCodes.Clt_Un); return;
            case CompareOp.Equal: il.Emit(OpCodes.Ceq); return;
            case CompareOp.NotEqual: il.Emit(OpCodes.Ceq); break;

            // a ≤ b is not (a > b), where the unordered form of > makes a NaN compare false in the end.
            default: il.Emit(type.IsFloat() ? OpCodes.Cgt_Un : OpCodes.Cgt); break;
        }

        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ceq);
    }

    /// <summary>A change of type that keeps the value.</summary>
    public void Cast(KernelType from, KernelType to)
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
            case (_, F64): il.Emit(OpCodes.Conv_R8); break;
            case (_, I64): il.Emit(OpCodes.Conv_I8); break;
            case (_, I32): il.Emit(OpCodes.Conv_I4); break;
            case (_, KernelType.Index): il.Emit(OpCodes.Conv_I); break;
            default: throw new KernelException($"A cast of {from} to {to} cannot be written as IL.");
        }
    }

    /// <summary>The same bits as the other type.</summary>
    public void BitCast(KernelType from)
    {
        switch (from)
        {
            case VectorF32: AsInt(); break;
            case VectorI32: AsFloat(); break;
            default:
                il.Emit(OpCodes.Call, typeof(BitConverter).GetMethod(from switch
                {
                    F32 => nameof(BitConverter.SingleToInt32Bits),
                    F64 => nameof(BitConverter.DoubleToInt64Bits),
                    I64 => nameof(BitConverter.Int64BitsToDouble),
                    _ => nameof(BitConverter.Int32BitsToSingle),
                })!);
                break;
        }
    }

    /// <summary>The same bits as a vector of int.</summary>
    public void AsInt() => il.Emit(OpCodes.Call, As("AsInt32", typeof(float)));

    /// <summary>The same bits as a vector of float.</summary>
    public void AsFloat() => il.Emit(OpCodes.Call, As("AsSingle", typeof(int)));

    private MethodInfo As(string name, Type from) => _isa!.Method(name, from, 1);

    /// <summary>The class that has the functions of a scalar type.</summary>
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)]
    private static Type Functions(KernelType type) => type == F32 ? typeof(MathF) : typeof(Math);

    private static Type Clr(KernelType type) => type switch
    {
        F32 => typeof(float),
        F64 => typeof(double),
        I64 => typeof(long),
        KernelType.Index => typeof(nint),
        _ => typeof(int),
    };

    /// <summary>The element of a vector type, with masks as floats.</summary>
    public static Type Element(KernelType type) => type == VectorI32 ? typeof(int) : typeof(float);
}
