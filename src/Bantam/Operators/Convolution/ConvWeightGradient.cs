using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Convolution;

/// <summary>
/// The gradient of a convolution with respect to its weights, from the image and the output's gradient. Internal: it is never
/// saved. Inputs: [N, C, spatial…] and [N, M, spatial…], output [M, C/group, window…] (or channels last).
/// </summary>
/// <param name="Attributes">Those of the convolution.</param>
/// <param name="Kernel">The window's size.</param>
public sealed record ConvWeightGradient(ConvolutionAttributes Attributes, Ints Kernel) : Operator, IInternalOperator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var c = Attributes.Layout.Channels;
        return [inputs[0] with { Shape = Attributes.Weights(inputs.Shape(1)[c], inputs.Shape(0)[c] / Attributes.Group, Kernel) }];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var axes = ConvolutionAxes.Of(Attributes, inputs.Shape(0), Infer(inputs)[0].Shape, inputs.Shape(1));
        return new AxisMap([axes.Image, axes.Output], [axes.Weights]);
    }

    /// <summary>Computes channels last.</summary>
    public override LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs)
    {
        if (Attributes.ChannelsLast) return null;
        var (image, gradient) = (ChannelsLastOrder.Image(inputs[0]), ChannelsLastOrder.Image(inputs[1]));
        return [ChannelsLastOrder.Weights(ChannelsLastConvolution.WeightGradient(this, image, gradient))];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (image, gradient) = (inputs[0]!, inputs[1]!);
        var result = new NdArray(outputs[0]);
        ConvolutionLoops.ForEach(
            Attributes, image.Sizes, result.Sizes, gradient.Sizes,
            (x, w, y) => result.Elements[w] += image.Elements[x] * gradient.Elements[y]);
        return [result];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (image, gradient, g) = (context.Inputs[0]!, context.Inputs[1]!, context.OutputGradient);
        var toImage = new ConvInputGradient(Attributes, Attributes.Layout.Sizes(image.Shape)).ApplyOne(gradient, g);
        return [toImage, ConvInputGradient.Convolve(Attributes, image, g, gradient.Shape)];
    }
}
