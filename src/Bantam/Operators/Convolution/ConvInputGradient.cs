using Bantam.Tensors;

namespace Bantam.Operators.Convolution;

/// <summary>
/// The gradient of a convolution with respect to its image, from the output's gradient and the weights. Internal: it is never
/// saved. Inputs: [N, M, oH, oW] and weights, output [N, C, H, W] (or channels last).
/// </summary>
/// <param name="Attributes">Those of the convolution.</param>
/// <param name="Size">Height and width of the image.</param>
public sealed record ConvInputGradient(ConvolutionAttributes Attributes, Ints Size) : Operator, IInternalOperator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var channels = inputs.Shape(1)[Attributes.WeightAxes.C] * Attributes.Group;
        return [inputs[0] with { Shape = Attributes.Image(inputs.Shape(0)[0], channels, Size[0], Size[1]) }];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var axes = ConvolutionAxes.Of(Attributes, Infer(inputs)[0].Shape, inputs.Shape(1), inputs.Shape(0));
        return new AxisMap([axes.Output, axes.Weights], [axes.Image]);
    }

    /// <summary>Computes channels last.</summary>
    public override LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs) => Attributes.ChannelsLast ? null
        : [ChannelsLastOrder.Image(ChannelsLastConvolution.InputGradient(this, ChannelsLastOrder.Image(inputs[0]), ChannelsLastOrder.Weights(inputs[1])))];

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (gradient, weights) = (inputs[0]!, inputs[1]!);
        var result = new NdArray(outputs[0]);
        ConvolutionLoops.ForEach(Attributes, result.Sizes, weights.Sizes, gradient.Sizes, (x, w, y) => result.Elements[x] += gradient.Elements[y] * weights.Elements[w]);
        return [result];
    }
}
