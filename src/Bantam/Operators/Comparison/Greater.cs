using Bantam.Kernels;

namespace Bantam.Operators.Comparison;

/// <summary>a &gt; b as Bool, broadcast; false where one is NaN. <see href="https://onnx.ai/onnx/operators/onnx__Greater.html"/></summary>
public sealed record Greater : ComparisonOperator
{
    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => inputs[0] > inputs[1];
}
