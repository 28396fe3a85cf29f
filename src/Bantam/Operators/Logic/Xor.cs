using Bantam.Kernels;

namespace Bantam.Operators.Logic;

/// <summary>Whether exactly one of two truth values holds, broadcast. <see href="https://onnx.ai/onnx/operators/onnx__Xor.html"/></summary>
public sealed record Xor : LogicalOperator
{
    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => inputs[0] ^ inputs[1];
}
