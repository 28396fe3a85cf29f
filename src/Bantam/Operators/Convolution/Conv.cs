using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Convolution;

/// <summary>
/// The 2-D convolution (cross-correlation) of images with weights, plus an optional bias a channel.
/// <see href="https://onnx.ai/onnx/operators/onnx__Conv.html"/>
/// </summary>
/// <param name="Attributes">Window, padding, groups and layout.</param>
public sealed record Conv(ConvolutionAttributes Attributes) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (image, weights) = (inputs.Shape(0), inputs.Shape(1));
        if (image.Rank != 4 || weights.Rank != 4) throw new ShapeException($"a 2-D convolution takes images and weights of rank 4; they are {image} and {weights}.");
        Attributes.Check();
        var (n, c, h, w) = Attributes.ImageAxes;
        var (wm, wc, wh, ww) = Attributes.WeightAxes;
        if (Dimension.Differ(image[c], weights[wc] * Attributes.Group))
            throw new ShapeException($"the image must have the weights' channels times the groups; {image} has {image[c]} channels, {weights} takes {weights[wc]} in {Attributes.Group} group(s).");
        if (weights[wm].IsKnown && weights[wm].Size % Attributes.Group != 0)
            throw new ShapeException($"the {weights[wm]} output channels do not divide into {Attributes.Group} groups.");
        if (inputs.Optional(2) is { } bias && Shape.Differ(bias.Shape, new Shape(weights[wm])))
            throw new ShapeException($"the bias must have one element an output channel, [{weights[wm]}]; it is {bias.Shape}.");
        return
        [
            inputs[0] with
            {
                Shape = Attributes.Image(
                    image[n], weights[wm], Attributes.OutputSize(0, image[h], weights[wh]), Attributes.OutputSize(1, image[w], weights[ww])),
            },
        ];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var axes = ConvolutionAxes.Of(Attributes, inputs.Shape(0), inputs.Shape(1), Infer(inputs)[0].Shape);
        return new AxisMap([axes.Image, axes.Weights, axes.Bias], [axes.Output]);
    }

    /// <summary>Computes channels last.</summary>
    public override LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs)
    {
        if (Attributes.ChannelsLast) return null;
        var output = ChannelsLastConvolution.Conv(Attributes, ChannelsLastOrder.Image(inputs[0]), ChannelsLastOrder.Weights(inputs[1]));
        return [ChannelsLastOrder.Image(inputs.ElementAtOrDefault(2) is { } bias ? output + bias.Logical() : output)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (image, weights) = (inputs[0]!, inputs[1]!);
        var result = new NdArray(outputs[0]);
        ConvolutionLoops.ForEach(Attributes, image.Sizes, weights.Sizes, result.Sizes, (x, w, y) => result.Elements[y] += image.Elements[x] * weights.Elements[w]);
        if (inputs.ElementAtOrDefault(2) is { } bias) result.ForEach((indices, offset) => result.Elements[offset] += bias.Elements[indices[Attributes.ImageAxes.C]]);
        return [result];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (image, weights, g) = (context.Inputs[0]!, context.Inputs[1]!, context.OutputGradient);
        var (n, _, h, w) = Attributes.ImageAxes;
        var (_, _, wh, ww) = Attributes.WeightAxes;
        var toImage = new ConvInputGradient(Attributes, [image.Shape[h].Size, image.Shape[w].Size]).ApplyOne(g, weights);
        var toWeights = new ConvWeightGradient(Attributes, [weights.Shape[wh].Size, weights.Shape[ww].Size]).ApplyOne(image, g);
        return context.Inputs.Count > 2 ? [toImage, toWeights, g.ReduceSum([n, h, w])] : [toImage, toWeights];
    }
}
