using Bantam.Kernels;

namespace Bantam.Operators.Comparison;

/// <summary>a = b as Bool, broadcast; NaN equals nothing. <see href="https://onnx.ai/onnx/operators/onnx__Equal.html"/></summary>
public sealed record Equal : ComparisonOperator
{
    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) =>
        inputs[0].Type.ToScalar() == KernelType.Bool ? ~(inputs[0] ^ inputs[1]) : Ops.Equal(inputs[0], inputs[1]);
}
