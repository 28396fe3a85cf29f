using Bantam.Kernels;

namespace Bantam.Operators.Arithmetic;

/// <summary>
/// The smallest of any number of operands, broadcast; NaN if one is NaN. <see href="https://onnx.ai/onnx/operators/onnx__Min.html"/>
/// </summary>
public sealed record Min : ExtremumOperator
{
    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => inputs.Aggregate(Ops.Min);
}
