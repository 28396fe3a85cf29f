namespace Bantam.Kernels.Functions;

/// <summary>What a function that is written once for F32 and F64 takes from one of them.</summary>
internal abstract class FloatWidth
{
    private static readonly FloatWidth Single = new SingleWidth(), Wide = new WideWidth();

    /// <summary>That of an expression.</summary>
    public static FloatWidth Of(Expr x) => x.Type.IsWide() ? Wide : Single;

    /// <summary>One of two things: of F32, of F64.</summary>
    public abstract T Choose<T>(T single, T wide);

    /// <summary>A constant, rounded to the width.</summary>
    public abstract Expr Number(double value);

    /// <summary>A number and what rounding it loses.</summary>
    /// <param name="value">The number in double precision.</param>
    /// <param name="left">What that is off.</param>
    public (Expr High, Expr Low) InTwo(double value, double left) =>
        Choose((Number(value), Number(value - (float)value)), (Number(value), Number(left)));

    /// <summary>The polynomial with these coefficients, the highest power first.</summary>
    public Expr Polynomial(Expr x, double[] coefficients) =>
        coefficients.Select(Number).Aggregate((sum, coefficient) => Ops.Fma(x, sum, coefficient));

    /// <summary>A value that is not negative, with the sign bit of another.</summary>
    public abstract Expr WithSign(Expr magnitude, Expr signed);

    /// <summary>Half of the digits: the product of two such floats is exact.</summary>
    public abstract Expr Leading(Expr x);

    /// <summary>eˣ / 2 of a positive x.</summary>
    public abstract Expr HalfExp(Expr x);

    /// <summary>ln(x·(1 + rest)·2ᵉ) of a rest that is as small as what rounding loses.</summary>
    public abstract Expr Log(Expr x, Expr rest, Expr power);

    private sealed class SingleWidth : FloatWidth
    {
        public override T Choose<T>(T single, T wide) => single;

        public override Expr Number(double value) => Constant.Of((float)value);

        public override Expr WithSign(Expr magnitude, Expr signed) => FloatBits.WithSign(magnitude, signed);

        public override Expr Leading(Expr x) => FloatBits.Leading(x);

        public override Expr HalfExp(Expr x) => ExpFunction.HalfOf(x);

        public override Expr Log(Expr x, Expr rest, Expr power) => LogFunction.Of(x, rest, power);
    }

    private sealed class WideWidth : FloatWidth
    {
        public override T Choose<T>(T single, T wide) => wide;

        public override Expr Number(double value) => Constant.Of(value);

        public override Expr WithSign(Expr magnitude, Expr signed) => WideBits.WithSign(magnitude, signed);

        public override Expr Leading(Expr x) => WideBits.Leading(x);

        public override Expr HalfExp(Expr x) => WideExpFunction.HalfOf(x);

        public override Expr Log(Expr x, Expr rest, Expr power) => WideLogFunction.Of(x, rest, power);
    }
}
