using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>
/// a / b, broadcast; of integers truncated, and a itself where b is 0. <see href="https://onnx.ai/onnx/operators/onnx__Div.html"/>
/// </summary>
public sealed record Div : ElementwiseOperator
{
    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs)
    {
        var (a, b) = (inputs[0], inputs[1]);
        if (a.Type.IsFloat()) return a / b;

        // Processors stop at a division by 0, and at that of the least integer by −1.
        var isNegation = Ops.Equal(b, -1);
        return Ops.Select(isNegation, -a, a / Ops.Select(isNegation | Ops.Equal(b, 0), 1, b));
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (a, b) = (context.Inputs[0]!, context.Inputs[1]!);
        var overB = context.OutputGradient / b;
        return [SumTo(overB, a), SumTo(-(overB * context.Outputs[0]), b)];
    }
}
