using Bantam.Kernels;

namespace Bantam.Operators.Arithmetic;

/// <summary>
/// The largest of any number of operands, broadcast; NaN if one is NaN. <see href="https://onnx.ai/onnx/operators/onnx__Max.html"/>
/// </summary>
public sealed record Max : ExtremumOperator
{
    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => inputs.Aggregate(Ops.Max);
}
