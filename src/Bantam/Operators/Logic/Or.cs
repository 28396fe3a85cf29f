using Bantam.Kernels;

namespace Bantam.Operators.Logic;

/// <summary>Whether one of two truth values holds, or both, broadcast. <see href="https://onnx.ai/onnx/operators/onnx__Or.html"/></summary>
public sealed record Or : LogicalOperator
{
    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => inputs[0] | inputs[1];
}
