using System.Numerics;
using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Convolution;

/// <summary>
/// The convolution (cross-correlation) of images over any number of spatial axes with weights, plus an optional bias a channel.
/// <see href="https://onnx.ai/onnx/operators/onnx__Conv.html"/>
/// </summary>
/// <param name="Attributes">Window, padding, groups and layout.</param>
public sealed record Conv(ConvolutionAttributes Attributes) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (image, weights) = (inputs.Shape(0), inputs.Shape(1));
        var (layout, rank) = (Attributes.Layout, Attributes.Rank);
        if (image.Rank != rank + 2 || weights.Rank != rank + 2)
            throw new ShapeException(
                $"a convolution over {rank} axes takes images and weights of rank {rank + 2}; they are {image} and {weights}.");
        Attributes.Check();
        var (channels, perGroup, outputs) = (image[layout.Channels], weights[Attributes.WeightInputs], weights[Attributes.WeightOutputs]);
        if (Dimension.Differ(channels, perGroup * Attributes.Group))
            throw new ShapeException(
                $"the image must have the weights' channels times the groups; {image} has {channels} channels, "
                + $"{weights} takes {perGroup} in {Attributes.Group} group(s).");
        if (Dimension.Differ(outputs % Attributes.Group, 0))
            throw new ShapeException($"the {outputs} output channels do not divide into {Attributes.Group} groups.");
        if (inputs.Optional(2) is { } bias && Shape.Differ(bias.Shape, new Shape(outputs)))
            throw new ShapeException($"the bias must have one element an output channel, [{outputs}]; it is {bias.Shape}.");
        var spatial = Enumerable.Range(0, rank)
            .Select(i => Attributes.OutputSize(i, image[layout.First + i], weights[Attributes.FirstTap + i]));
        return [inputs[0] with { Shape = layout.Image(image[0], outputs, spatial) }];
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
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray(outputs[0], Sums(inputs, outputs[0]))];

    /// <inheritdoc/>
    protected override NdArray<Int128>[] Exact(IReadOnlyList<NdArray<Int128>?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray<Int128>(outputs[0], Sums(inputs, outputs[0]))];

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (image, weights, g) = (context.Inputs[0]!, context.Inputs[1]!, context.OutputGradient);
        var toImage = new ConvInputGradient(Attributes, Attributes.Layout.Sizes(image.Shape)).ApplyOne(g, weights);
        var toWeights = new ConvWeightGradient(Attributes, Attributes.Kernel(weights.Shape)).ApplyOne(image, g);
        return context.Inputs.Count > 2 ? [toImage, toWeights, g.ReduceSum([0, .. Attributes.Layout.Spatial])] : [toImage, toWeights];
    }

    private T[] Sums<T>(IReadOnlyList<NdArray<T>?> inputs, TensorType output) where T : struct, INumber<T>
    {
        var (image, weights, result) = (inputs[0]!, inputs[1]!, new NdArray<T>(output));
        ConvolutionLoops.ForEach(
            Attributes, image.Sizes, weights.Sizes, result.Sizes,
            (x, w, y) => result.Elements[y] += image.Elements[x] * weights.Elements[w]);
        if (inputs.ElementAtOrDefault(2) is { } bias)
            result.ForEach((indices, offset) => result.Elements[offset] += bias.Elements[indices[Attributes.Layout.Channels]]);
        return result.Elements;
    }
}
