using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>
/// x, and α·(e^(x/α) − 1) where x is negative (Barron 2017). <see href="https://onnx.ai/onnx/operators/onnx__Celu.html"/>
/// </summary>
/// <param name="Alpha">α; −α is the limit far below 0.</param>
public sealed record Celu(float Alpha = 1) : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs)
    {
        // eᵗ − 1 = tanh(t/2)·(eᵗ + 1), which loses no digits near 0.
        var x = inputs[0];
        var t = x / Alpha;
        return Ops.Select(x < 0f, Ops.Tanh(t * 0.5f) * (Ops.Exp(t) + 1f) * Alpha, x);
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var g = context.OutputGradient;
        return [Tensor.Where(context.Inputs[0]! < 0f, g * ((context.Outputs[0] / Alpha) + 1f), g)];
    }
}
