using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>
/// x, and α·(eˣ − 1) where x is negative (Clevert and others 2015). <see href="https://onnx.ai/onnx/operators/onnx__Elu.html"/>
/// </summary>
/// <param name="Alpha">α; −α is the limit far below 0.</param>
public sealed record Elu(float Alpha) : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs)
    {
        // eˣ − 1 = tanh(x/2)·(eˣ + 1), which loses no digits near 0.
        var x = inputs[0];
        return Ops.Select(x < 0f, Ops.Tanh(x * 0.5f) * (Ops.Exp(x) + 1f) * Alpha, x);
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var g = context.OutputGradient;
        return [Tensor.Where(context.Inputs[0]! < 0f, g * (context.Outputs[0] + Alpha), g)];
    }
}
