using Bantam.Kernels.Functions;
using Bantam.Tensors;

namespace Bantam.Kernels;

/// <summary>The operations of the kernel language that have no C# operator, for <c>using static</c>.</summary>
public static class Ops
{
    /// <summary>The elements from pointer + offset on, one a lane, as <see cref="LoadScalar"/> gives them.</summary>
    public static Expr LoadVector(Expr pointer, int offset = 0, bool isNarrow = false) =>
        Loaded(Load.BufferOf(pointer).Storage, isNarrow, type => new Load(pointer, offset, type.ToVector()));

    /// <summary>
    /// The element at pointer + offset, widened to what kernels compute with (<see cref="KernelTypes.Of"/>, of truth values I32); or,
    /// narrow, of an Int64 the low 32 bits.
    /// </summary>
    public static Expr LoadScalar(Expr pointer, int offset = 0, bool isNarrow = false) =>
        Loaded(Load.BufferOf(pointer).Storage, isNarrow, type => new Load(pointer, offset, type));

    /// <summary>The elements at pointer + each index.</summary>
    public static Expr LoadAt(Expr pointer, Expr indices) => new LoadIndexed(pointer, indices);

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

    /// <summary>tan x.</summary>
    public static Expr Tan(Expr x) => new Unary(UnaryOp.Tan, x);

    /// <summary>arcsin x, in [−π/2, π/2].</summary>
    public static Expr Asin(Expr x) => new Unary(UnaryOp.Asin, x);

    /// <summary>arccos x, in [0, π].</summary>
    public static Expr Acos(Expr x) => new Unary(UnaryOp.Acos, x);

    /// <summary>arctan x, in (−π/2, π/2).</summary>
    public static Expr Atan(Expr x) => new Unary(UnaryOp.Atan, x);

    /// <summary>sinh x.</summary>
    public static Expr Sinh(Expr x) => new Unary(UnaryOp.Sinh, x);

    /// <summary>cosh x.</summary>
    public static Expr Cosh(Expr x) => new Unary(UnaryOp.Cosh, x);

    /// <summary>arsinh x.</summary>
    public static Expr Asinh(Expr x) => new Unary(UnaryOp.Asinh, x);

    /// <summary>arcosh x, from 0 on.</summary>
    public static Expr Acosh(Expr x) => new Unary(UnaryOp.Acosh, x);

    /// <summary>artanh x.</summary>
    public static Expr Atanh(Expr x) => new Unary(UnaryOp.Atanh, x);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static Expr Sigmoid(Expr x) => new Unary(UnaryOp.Sigmoid, x);

    /// <summary>aᵇ.</summary>
    public static Expr Pow(Expr a, Expr b) => Binary.Of(BinaryOp.Pow, a, b);

    /// <summary>How many bits are ones.</summary>
    public static Expr PopCount(Expr x) => new Unary(UnaryOp.PopCount, x);

    /// <summary>The lanes of each group of four in another order.</summary>
    public static Expr Shuffle(Expr x, params int[] pattern) => new ShuffleLanes(x, pattern);

    /// <summary>A sum and the products of two with two signed numbers of 16 bits.</summary>
    public static Expr Dot2(Expr sum, Expr a, Expr b) => Kernels.Dot2.Of(sum, a, b);

    /// <summary>A sum and the products of four unsigned with four signed bytes.</summary>
    public static Expr Dot4(Expr sum, Expr unsigned, Expr signed) => Kernels.Dot4.Of(sum, unsigned, signed);

    /// <summary>The same bits read as the other of I32 and F32, or of I64 and F64.</summary>
    public static BitCast Bits(Expr x) => new(x);

    /// <summary>The value as F32, of integers and truth values.</summary>
    public static Expr ToF32(Expr x) => To(KernelType.F32, x);

    /// <summary>The value as I32, floats towards zero.</summary>
    public static Expr ToI32(Expr x) => To(KernelType.I32, x);

    /// <summary>The value as a scalar type, or as the vector of it where it is a vector.</summary>
    public static Expr To(KernelType scalar, Expr x) => x.Type.ToScalar() == scalar ? x : new Cast(scalar, x);

    /// <summary>An integer as an index.</summary>
    public static Expr ToIndex(Expr x) => new Cast(KernelType.Index, x);

    private static Expr Loaded(ElementType storage, bool isNarrow, Func<KernelType, Expr> load)
    {
        if (SmallFloats.Has(storage)) return SmallFloats.Widen(storage, load(KernelType.I32));
        var type = KernelTypes.Of(storage);
        return load(type == KernelType.Bool || (isNarrow && type == KernelType.I64) ? KernelType.I32 : type);
    }
}
