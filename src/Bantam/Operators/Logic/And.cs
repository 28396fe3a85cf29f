using Bantam.Kernels;

namespace Bantam.Operators.Logic;

/// <summary>Whether both truth values hold, broadcast. <see href="https://onnx.ai/onnx/operators/onnx__And.html"/></summary>
public sealed record And : LogicalOperator
{
    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => inputs[0] & inputs[1];
}
