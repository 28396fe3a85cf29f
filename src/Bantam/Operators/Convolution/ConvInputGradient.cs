using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Convolution;

/// <summary>
/// The gradient of a convolution with respect to its image, from the output's gradient and the weights. Internal: it is never
/// saved. Inputs: [N, M, spatial…] and weights, output [N, C, spatial…] (or channels last).
/// </summary>
/// <param name="Attributes">Those of the convolution.</param>
/// <param name="Size">The spatial sizes of the image.</param>
public sealed record ConvInputGradient(ConvolutionAttributes Attributes, Ints Size) : Operator, IInternalOperator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var channels = inputs.Shape(1)[Attributes.WeightInputs] * Attributes.Group;
        return [inputs[0] with { Shape = Attributes.Layout.Image(inputs.Shape(0)[0], channels, Size.Select(s => (Dimension)s)) }];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var axes = ConvolutionAxes.Of(Attributes, Infer(inputs)[0].Shape, inputs.Shape(1), inputs.Shape(0));
        return new AxisMap([axes.Output, axes.Weights], [axes.Image]);
    }

    /// <summary>Computes channels last.</summary>
    public override LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs)
    {
        if (Attributes.ChannelsLast) return null;
        var (gradient, weights) = (ChannelsLastOrder.Image(inputs[0]), ChannelsLastOrder.Weights(inputs[1]));
        return [ChannelsLastOrder.Image(ChannelsLastConvolution.InputGradient(this, gradient, weights))];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (gradient, weights) = (inputs[0]!, inputs[1]!);
        var result = new NdArray(outputs[0]);
        ConvolutionLoops.ForEach(
            Attributes, result.Sizes, weights.Sizes, gradient.Sizes,
            (x, w, y) => result.Elements[x] += gradient.Elements[y] * weights.Elements[w]);
        return [result];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (gradient, weights, g) = (context.Inputs[0]!, context.Inputs[1]!, context.OutputGradient);
        var toWeights = new ConvWeightGradient(Attributes, Attributes.Kernel(weights.Shape)).ApplyOne(g, gradient);
        return [Convolve(Attributes, g, weights, gradient.Shape), toWeights];
    }

    /// <summary>The convolution, as far as an output of this shape goes: behind its last window an image may have room for more.</summary>
    internal static Tensor Convolve(ConvolutionAttributes attributes, Tensor image, Tensor weights, Shape output)
    {
        var result = new Conv(attributes).ApplyOne(image, weights);
        return result.Shape.Equals(output) ? result
            : result.Slice([.. attributes.Layout.Spatial], new int[attributes.Rank], attributes.Layout.Sizes(output));
    }
}
