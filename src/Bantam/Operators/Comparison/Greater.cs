using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Comparison;

/// <summary>a &gt; b as Bool, broadcast. <see href="https://onnx.ai/onnx/operators/onnx__Greater.html"/></summary>
public sealed record Greater : ElementwiseOperator
{
    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => inputs[0] > inputs[1];

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [null, null];

    /// <inheritdoc/>
    protected override ElementType Result(OperatorInputs inputs)
    {
        base.Result(inputs);
        return ElementType.Bool;
    }
}
