using Bantam.Kernels;

namespace Bantam.Operators.Comparison;

/// <summary>Whether x is not a number, as Bool. <see href="https://onnx.ai/onnx/operators/onnx__IsNaN.html"/></summary>
public sealed record IsNaN : FloatTest
{
    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.NotEqual(inputs[0], inputs[0]);
}
