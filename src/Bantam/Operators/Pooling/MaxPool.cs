using Bantam.Autodiff;
using Bantam.Operators.Convolution;
using Bantam.Tensors;

namespace Bantam.Operators.Pooling;

/// <summary>The largest element of each window. <see href="https://onnx.ai/onnx/operators/onnx__MaxPool.html"/></summary>
/// <param name="Attributes">Window, padding and layout.</param>
public sealed record MaxPool(PoolAttributes Attributes) : Operator, IPool
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) => [Attributes.Output(inputs[0])];

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs) => Attributes.AxesOf([inputs.Shape(0)], Infer(inputs)[0].Shape);

    /// <summary>Computes channels last.</summary>
    public override LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs) => Attributes.ChannelsLast ? null
        : [ChannelsLastOrder.Image(ChannelsLastPooling.Max(Attributes, ChannelsLastOrder.Image(inputs[0])))];

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var result = new NdArray(outputs[0]);
        Array.Fill(result.Elements, double.NegativeInfinity);
        Attributes.ForEach(
            inputs[0]!.Sizes, result.Sizes,
            (to, from) => result.Elements[to] = Math.Max(result.Elements[to], inputs[0]!.Elements[from]));
        return [result];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) =>
        [new MaxPoolGradient(Attributes).ApplyOne(context.Inputs[0], context.Outputs[0], context.OutputGradient)];
}
