using Bantam.Kernels;

namespace Bantam.Operators.Logic;

/// <summary>Bits that both have, broadcast. <see href="https://onnx.ai/onnx/operators/onnx__BitwiseAnd.html"/></summary>
public sealed record BitwiseAnd : BitwiseOperator
{
    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => inputs[0] & inputs[1];
}
