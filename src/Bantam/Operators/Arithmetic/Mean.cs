using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>The mean of any number of operands, broadcast. <see href="https://onnx.ai/onnx/operators/onnx__Mean.html"/></summary>
public sealed record Mean : FloatOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override bool IsVariadic => true;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => inputs.Aggregate((sum, x) => sum + x) / (float)inputs.Count;

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var share = context.OutputGradient / (double)context.Inputs.Count;
        return [.. context.Inputs.Select(x => SumTo(share, x!))];
    }
}
