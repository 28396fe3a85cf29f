using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>ln(eˣ / Σ eˣ) along an axis, without overflow. <see href="https://onnx.ai/onnx/operators/onnx__LogSoftmax.html"/></summary>
/// <inheritdoc/>
public sealed record LogSoftmax(int Axis = -1) : SoftmaxFamily(Axis)
{
    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var g = context.OutputGradient;
        return [g - (context.Outputs[0].Exp() * g.ReduceSum([Axis], keepDimensions: true))];
    }

    /// <inheritdoc/>
    protected override double Finish(double logProbability) => logProbability;
}
