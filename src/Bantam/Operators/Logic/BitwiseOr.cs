using Bantam.Kernels;

namespace Bantam.Operators.Logic;

/// <summary>Bits that one of two has, or both, broadcast. <see href="https://onnx.ai/onnx/operators/onnx__BitwiseOr.html"/></summary>
public sealed record BitwiseOr : BitwiseOperator
{
    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => inputs[0] | inputs[1];
}
