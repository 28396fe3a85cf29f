using Bantam.Kernels;

namespace Bantam.Operators.Logic;

/// <summary>Bits that exactly one of two has, broadcast. <see href="https://onnx.ai/onnx/operators/onnx__BitwiseXor.html"/></summary>
public sealed record BitwiseXor : BitwiseOperator
{
    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => inputs[0] ^ inputs[1];
}
