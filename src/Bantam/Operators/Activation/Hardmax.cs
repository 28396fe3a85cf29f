using Bantam.Autodiff;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>
/// 1 where along an axis the first largest element is, else 0. No gradient flows.
/// <see href="https://onnx.ai/onnx/operators/onnx__Hardmax.html"/>
/// </summary>
/// <inheritdoc/>
public sealed record Hardmax(int Axis = -1) : AlongAxisOperator(Axis)
{
    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var x = inputs[0]!;
        return [Tensor.Equal(x.ArgMax(Axis, keepDimensions: true), Positions.Along(x.Shape, Axis)).Cast(x.Element)];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [null];

    /// <inheritdoc/>
    protected override double[] Row(double[] row)
    {
        var largest = Array.FindIndex(row, double.IsNaN);
        if (largest < 0) largest = Array.IndexOf(row, row.Max());
        return [.. Enumerable.Range(0, row.Length).Select(i => i == largest ? 1.0 : 0)];
    }
}
