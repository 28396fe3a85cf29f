using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>eˣ / Σ eˣ along an axis. <see href="https://onnx.ai/onnx/operators/onnx__Softmax.html"/></summary>
/// <inheritdoc/>
public sealed record Softmax(int Axis = -1) : SoftmaxFamily(Axis)
{
    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var exponentials = Shifted(inputs[0]!).Exp();
        return [exponentials / exponentials.ReduceSum([Axis], keepDimensions: true)];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (y, g) = (context.Outputs[0], context.OutputGradient);
        return [y * (g - (g * y).ReduceSum([Axis], keepDimensions: true))];
    }

    /// <inheritdoc/>
    protected override double[] Row(double[] row) => Array.ConvertAll(LogProbabilities(row), Math.Exp);
}
