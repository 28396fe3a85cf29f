using Bantam.Tensors;

namespace Bantam.Operators.Convolution;

/// <summary>
/// The transposed convolution: what the gradient of a convolution does to its image, as a step forward, plus an optional bias a
/// channel. Inputs: [N, C, spatial…], weights [C, M/group, window…], bias [M].
/// <see href="https://onnx.ai/onnx/operators/onnx__ConvTranspose.html"/>
/// </summary>
/// <param name="Attributes">Those of the convolution that it is the transposed one of.</param>
/// <param name="OutputPadding">By how much the output is longer at the end of each axis than the windows need.</param>
public sealed record ConvTranspose(ConvolutionAttributes Attributes, Ints OutputPadding) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (image, weights, rank) = (inputs.Shape(0), inputs.Shape(1), Attributes.Rank);
        if (image.Rank != rank + 2 || weights.Rank != rank + 2)
            throw new ShapeException(
                $"a transposed convolution over {rank} axes takes images and weights of rank {rank + 2}; they are {image} and {weights}.");
        Attributes.Check();
        if (OutputPadding.Count != rank || OutputPadding.Any(p => p < 0))
            throw new ShapeException($"the output padding has one number from 0 on for each of {rank} axes; it is {OutputPadding}.");
        var (channels, perGroup) = (weights[Attributes.WeightOutputs], weights[Attributes.WeightInputs]);
        if (Dimension.Differ(image[Attributes.Layout.Channels], channels))
            throw new ShapeException(
                $"the image must have the weights' channels; {image} has {image[Attributes.Layout.Channels]}, {weights} takes {channels}.");
        if (Dimension.Differ(channels % Attributes.Group, 0))
            throw new ShapeException($"the {channels} channels do not divide into {Attributes.Group} groups.");
        var outputs = perGroup * Attributes.Group;
        if (inputs.Optional(2) is { } bias && Shape.Differ(bias.Shape, new Shape(outputs)))
            throw new ShapeException($"the bias must have one element an output channel, [{outputs}]; it is {bias.Shape}.");
        return [inputs[0] with { Shape = Attributes.Layout.Image(image[0], outputs, Sizes(image, weights)) }];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var axes = ConvolutionAxes.Of(Attributes, Infer(inputs)[0].Shape, inputs.Shape(1), inputs.Shape(0));
        return new AxisMap([axes.Output, axes.Weights, [axes.Image[Attributes.Layout.Channels]]], [axes.Image]);
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var (image, weights) = (inputs[0]!, inputs[1]!);
        var result = LieSideBySide(weights.Shape) ? SideBySide(image, weights) : Overlapping(image, weights);
        if (inputs.ElementAtOrDefault(2) is not { } bias) return [result];
        return [result + bias.Reshape(Attributes.Layout.Image(1, bias.Shape[0], Enumerable.Repeat((Dimension)1, Attributes.Rank)))];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var result = new ConvInputGradient(Attributes, Attributes.Layout.Sizes(outputs[0].Shape)).Reference(inputs, outputs)[0];
        if (inputs.ElementAtOrDefault(2) is { } bias)
            result.ForEach((indices, offset) => result.Elements[offset] += bias.Elements[indices[Attributes.Layout.Channels]]);
        return [result];
    }

    private Tensor Overlapping(Tensor image, Tensor weights) =>
        new ConvInputGradient(Attributes, Ints.From(Sizes(image.Shape, weights.Shape).Select(s => s.Size))).ApplyOne(image, weights);

    /// <summary>Whether the windows of the output lie side by side and fill it, as they do where a network enlarges its images.</summary>
    private bool LieSideBySide(Shape weights) =>
        Attributes is { Group: 1, ChannelsLast: false } && Attributes.Pads.Concat(OutputPadding).All(p => p == 0)
        && Attributes.Dilations.All(d => d == 1)
        && Enumerable.Range(0, Attributes.Rank).All(axis => weights[Attributes.FirstTap + axis].Is(Attributes.Strides[axis]));

    /// <summary>Each pixel gives a window of its own: a convolution of single pixels, whose channels are taps, moves apart.</summary>
    private Tensor SideBySide(Tensor image, Tensor weights)
    {
        var (rank, window, outputs) = (Attributes.Rank, Attributes.Strides, weights.Shape[Attributes.WeightInputs]);
        var spatial = Enumerable.Range(0, rank);
        var ones = Enumerable.Repeat((Dimension)1, rank);
        var taps = window.Aggregate(1, (product, size) => product * size);
        var mix = weights.Transpose([.. spatial.Select(axis => axis + 2), 1, 0])
            .Reshape(new Shape([outputs * taps, weights.Shape[0], .. ones]));
        var windows = new Conv(ConvolutionAttributes.Of(rank)).ApplyOne(image, mix);
        var apart = windows.Reshape(
            new Shape([image.Shape[0], .. window.Select(size => (Dimension)size), outputs, .. image.Shape.Skip(2)]));
        var merged = apart.Transpose([0, rank + 1, .. spatial.SelectMany(axis => (int[])[rank + 2 + axis, 1 + axis])]);
        return merged.Reshape(
            new Shape([image.Shape[0], outputs, .. spatial.Select(axis => image.Shape[axis + 2] * window[axis])]));
    }

    private IEnumerable<Dimension> Sizes(Shape image, Shape weights) => Enumerable.Range(0, Attributes.Rank)
        .Select(axis => Size(axis, image[Attributes.Layout.First + axis], weights[Attributes.FirstTap + axis]));

    private Dimension Size(int axis, Dimension size, Dimension kernel)
    {
        var length = Attributes.InputSize(axis, size, kernel) + OutputPadding[axis];
        return !(-length).IsNonNegative ? length
            : throw new ShapeException($"padding must leave something of the output; along spatial axis {axis} {length} are left.");
    }
}
