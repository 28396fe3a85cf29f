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
    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs)
    {
        var (a, b) = (inputs[0], AsFloat(inputs[1]));
        return a.Type.ToScalar() == KernelType.F32 ? Ops.Pow(a, b) : Ops.ToI32(Ops.Round(Ops.Pow(AsFloat(a), b)));
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (a, b, g) = (context.Inputs[0]!, context.Inputs[1]!, context.OutputGradient);
        var exponent = b.Cast(a.Element);
        var toBase = SumTo(g * exponent * a.Pow(exponent - 1f), a);
        if (!b.Element.IsFloating()) return [toBase, null];
        var toExponent = Tensor.Where(a > 0f, g * context.Outputs[0] * Tensor.Where(a > 0f, a, 1f).Log(), 0f);
        return [toBase, SumTo(toExponent, b).Cast(b.Element)];
    }

    /// <inheritdoc/>
    protected override ElementType Result(OperatorInputs inputs) => inputs[0].Element;

    /// <summary>The value as a float; a constant stays one, so that simple exponents are recognized.</summary>
    private static Expr AsFloat(Expr x) => x is Constant { Type: KernelType.I32 } constant ? Constant.Of((float)constant.Bits) : Ops.ToF32(x);
}
