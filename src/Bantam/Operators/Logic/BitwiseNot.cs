using Bantam.Kernels;

namespace Bantam.Operators.Logic;

/// <summary>The bits that a whole number does not have. <see href="https://onnx.ai/onnx/operators/onnx__BitwiseNot.html"/></summary>
public sealed record BitwiseNot : BitwiseOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => ~inputs[0];
}
