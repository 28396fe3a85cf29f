using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>ln(eˣ / Σ eˣ) along an axis, without overflow. <see href="https://onnx.ai/onnx/operators/onnx__LogSoftmax.html"/></summary>
/// <inheritdoc/>
public sealed record LogSoftmax(int Axis = -1) : SoftmaxFamily(Axis)
{
    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var shifted = Shifted(inputs[0]!);
        return [shifted - shifted.Exp().ReduceSum([Axis], keepDimensions: true).Log()];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var g = context.OutputGradient;
        return [g - (context.Outputs[0].Exp() * g.ReduceSum([Axis], keepDimensions: true))];
    }

    /// <inheritdoc/>
    protected override double[] Row(double[] row) => LogProbabilities(row);
}
