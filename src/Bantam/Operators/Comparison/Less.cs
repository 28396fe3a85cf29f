using Bantam.Kernels;

namespace Bantam.Operators.Comparison;

/// <summary>a &lt; b as Bool, broadcast; false where one is NaN. <see href="https://onnx.ai/onnx/operators/onnx__Less.html"/></summary>
public sealed record Less : ComparisonOperator
{
    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => inputs[0] < inputs[1];
}
