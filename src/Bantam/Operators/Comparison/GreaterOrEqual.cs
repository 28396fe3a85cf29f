using Bantam.Kernels;

namespace Bantam.Operators.Comparison;

/// <summary>
/// a ≥ b as Bool, broadcast; false where one is NaN. <see href="https://onnx.ai/onnx/operators/onnx__GreaterOrEqual.html"/>
/// </summary>
public sealed record GreaterOrEqual : ComparisonOperator
{
    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => inputs[0] >= inputs[1];
}
