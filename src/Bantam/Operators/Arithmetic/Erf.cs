using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>The error function, 2/√π · ∫₀ˣ e^−t² dt. <see href="https://onnx.ai/onnx/operators/onnx__Erf.html"/></summary>
public sealed record Erf : FloatOperator
{
    private const double TwoOverRootPi = 1.1283791670955126;

    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Erf(inputs[0]);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var x = context.Inputs[0]!;
        return [context.OutputGradient * (-(x * x)).Exp() * TwoOverRootPi];
    }
}
