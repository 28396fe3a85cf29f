using Bantam.Kernels;

namespace Bantam.Operators.Comparison;

/// <summary>Whether x is infinite, as Bool. <see href="https://onnx.ai/onnx/operators/onnx__IsInf.html"/></summary>
/// <param name="DetectNegative">Whether −∞ counts.</param>
/// <param name="DetectPositive">Whether ∞ counts.</param>
public sealed record IsInf(bool DetectNegative = true, bool DetectPositive = true) : FloatTest
{
    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs)
    {
        var x = inputs[0];
        return (DetectNegative, DetectPositive) switch
        {
            (true, true) => Ops.Equal(Ops.Abs(x), float.PositiveInfinity),
            (true, false) => Ops.Equal(x, float.NegativeInfinity),
            (false, true) => Ops.Equal(x, float.PositiveInfinity),

            // Nothing is below −∞.
            _ => x < float.NegativeInfinity,
        };
    }
}
