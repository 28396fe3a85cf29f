using Bantam.Tensors;

namespace Bantam.Kernels;

/// <summary>The operations of the kernel language that have no C# operator, for <c>using static</c>.</summary>
public static class Ops
{
    /// <summary>The elements from pointer + offset on, one a lane, widened to F32 or I32.</summary>
    public static Expr LoadVector(Expr pointer, int offset = 0) => new Load(pointer, offset, LoadedType(pointer).ToVector());

    /// <summary>The element at pointer + offset, widened to F32 or I32.</summary>
    public static Expr LoadScalar(Expr pointer, int offset = 0) => new Load(pointer, offset, LoadedType(pointer));

    /// <summary>The smaller; NaN propagates.</summary>
    public static Expr Min(Expr a, Expr b) => Binary.Of(BinaryOp.Min, a, b);

    /// <summary>The larger; NaN propagates.</summary>
    public static Expr Max(Expr a, Expr b) => Binary.Of(BinaryOp.Max, a, b);

    /// <summary>a · b + c.</summary>
    public static Expr Fma(Expr a, Expr b, Expr c) => Kernels.Fma.Of(a, b, c);

    /// <summary>Where the condition holds <paramref name="then"/>, elsewhere <paramref name="otherwise"/>.</summary>
    public static Expr Select(Expr condition, Expr then, Expr otherwise) => Kernels.Select.Of(condition, then, otherwise);

    /// <summary>Equality, element by element.</summary>
    public static Expr Equal(Expr a, Expr b) => Compare.Of(CompareOp.Equal, a, b);

    /// <summary>Inequality; true where a NaN takes part.</summary>
    public static Expr NotEqual(Expr a, Expr b) => Compare.Of(CompareOp.NotEqual, a, b);

    /// <summary>|x|.</summary>
    public static Expr Abs(Expr x) => new Unary(UnaryOp.Abs, x);

    /// <summary>√x.</summary>
    public static Expr Sqrt(Expr x) => new Unary(UnaryOp.Sqrt, x);

    /// <summary>⌊x⌋.</summary>
    public static Expr Floor(Expr x) => new Unary(UnaryOp.Floor, x);

    /// <summary>⌈x⌉.</summary>
    public static Expr Ceiling(Expr x) => new Unary(UnaryOp.Ceiling, x);

    /// <summary>To the nearest integer, ties to even.</summary>
    public static Expr Round(Expr x) => new Unary(UnaryOp.Round, x);

    /// <summary>eˣ.</summary>
    public static Expr Exp(Expr x) => new Unary(UnaryOp.Exp, x);

    /// <summary>ln x.</summary>
    public static Expr Log(Expr x) => new Unary(UnaryOp.Log, x);

    /// <summary>tanh x.</summary>
    public static Expr Tanh(Expr x) => new Unary(UnaryOp.Tanh, x);

    /// <summary>erf x.</summary>
    public static Expr Erf(Expr x) => new Unary(UnaryOp.Erf, x);

    /// <summary>sin x.</summary>
    public static Expr Sin(Expr x) => new Unary(UnaryOp.Sin, x);

    /// <summary>cos x.</summary>
    public static Expr Cos(Expr x) => new Unary(UnaryOp.Cos, x);

    /// <summary>aᵇ.</summary>
    public static Expr Pow(Expr a, Expr b) => Binary.Of(BinaryOp.Pow, a, b);

    /// <summary>The same bits read as the other of I32 and F32.</summary>
    public static BitCast Bits(Expr x) => new(x);

    /// <summary>The value as F32, of integers and truth values.</summary>
    public static Expr ToF32(Expr x) => x.Type.ToScalar() == KernelType.F32 ? x : new Cast(KernelType.F32, x);

    /// <summary>The value as I32, floats towards zero.</summary>
    public static Expr ToI32(Expr x) => x.Type.ToScalar() == KernelType.I32 ? x : new Cast(KernelType.I32, x);

    /// <summary>An I32 as an index.</summary>
    public static Expr ToIndex(Expr x) => new Cast(KernelType.Index, x);

    private static KernelType LoadedType(Expr pointer) => Load.BufferOf(pointer).Storage.IsFloating() ? KernelType.F32 : KernelType.I32;
}
