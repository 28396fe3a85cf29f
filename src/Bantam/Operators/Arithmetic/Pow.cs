using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>
/// aᵇ, broadcast, in the element type of a; special cases as in C99. No gradient flows to the exponent where a is not positive.
/// <see href="https://onnx.ai/onnx/operators/onnx__Pow.html"/>
/// </summary>
public sealed record Pow : ElementwiseOperator
{
    private const int ExponentBits = 6, LargestExponent = (1 << ExponentBits) - 1;

    /// <summary>Floats up to here hold every integer.</summary>
    private const float WholeFloats = 1 << 24;

    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs)
    {
        var (a, b) = (inputs[0], inputs[1]);
        if (a.Type.IsFloat()) return Ops.Pow(a, AsFloat(a.Type.ToScalar(), b));
        if (b is Constant { Double: var number } && b.Type.IsFloat() && number == Math.Truncate(number) && Math.Abs(number) <= WholeFloats)
            b = Constant.Integer((int)number);
        if (!b.Type.IsFloat()) return Whole(a, b);
        var type = a.Type.IsWide() || b.Type.IsWide() ? KernelType.F64 : KernelType.F32;
        return Ops.To(a.Type.ToScalar(), Ops.Round(Ops.Pow(AsFloat(type, a), AsFloat(type, b))));
    }

    /// <summary>Simple exponents are multiplied out, and whole ones make another power of integers than others.</summary>
    public override bool MustKnow(int operand) => operand == 1;

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (a, b, g) = (context.Inputs[0]!, context.Inputs[1]!, context.OutputGradient);
        var exponent = b.Cast(a.Element);

        // x⁰ has the slope 0, at 0 too, where the product is 0·∞.
        var slope = g * exponent * a.Pow(exponent - 1f);
        var mayBeZero = exponent.IsSymbolic || exponent.ToDoubles().Contains(0);
        var toBase = SumTo(mayBeZero ? Tensor.Where(Tensor.Equal(exponent, exponent.Number(0)), 0f, slope) : slope, a);
        if (!b.Element.IsFloating()) return [toBase, null];
        var toExponent = Tensor.Where(a > 0f, g * context.Outputs[0] * Tensor.Where(a > 0f, a, 1f).Log(), 0f);
        return [toBase, SumTo(toExponent, b).Cast(b.Element)];
    }

    /// <inheritdoc/>
    protected override ElementType Result(OperatorInputs inputs) => inputs[0].Element;

    /// <summary>
    /// A power of integers by squaring, modulo 2³² or 2⁶⁴. A negative exponent leaves the inverses of 1 and −1, and 0 of all other bases.
    /// </summary>
    private static Expr Whole(Expr a, Expr b)
    {
        // Above 63 only 0, 1 and −1 have powers that fit, for which nothing but the lowest bit matters.
        var magnitude = Ops.Abs(b);
        magnitude = Ops.Select(magnitude > Constant.Integer(LargestExponent), (magnitude & 1) | (LargestExponent - 1), magnitude);
        Expr power = Constant.Integer(1);
        for (var bit = 0; bit < ExponentBits; bit++)
        {
            power = Ops.Select(Ops.Equal(magnitude & (1 << bit), 0), power, power * a);
            if (bit < ExponentBits - 1) a *= a;
        }

        return Ops.Select((b < 0) & Ops.NotEqual(Ops.Abs(power), 1), 0, power);
    }

    /// <summary>The value as a float; a constant stays one, so that simple exponents are recognized.</summary>
    private static Expr AsFloat(KernelType type, Expr x) =>
        x is Constant constant && !x.Type.IsFloat() ? Constant.Of(type, constant.Bits) : Ops.To(type, x);
}
