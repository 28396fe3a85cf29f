using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Comparison;

/// <summary>a = b as Bool, broadcast. <see href="https://onnx.ai/onnx/operators/onnx__Equal.html"/></summary>
public sealed record Equal : ElementwiseOperator
{
    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Equal(inputs[0], inputs[1]);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [null, null];

    /// <inheritdoc/>
    protected override ElementType Result(OperatorInputs inputs)
    {
        base.Result(inputs);
        return ElementType.Bool;
    }
}
