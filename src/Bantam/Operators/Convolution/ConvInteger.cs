using Bantam.Operators.Linear;
using Bantam.Tensors;

namespace Bantam.Operators.Convolution;

/// <summary>
/// The convolution of 8-bit integers, inside plans also of Int16, summed in Int32. Inputs 2 and 3, which may be absent, are the zero
/// points that are taken off the image and the weights first: one number, of the weights also one for each output channel.
/// <see href="https://onnx.ai/onnx/operators/onnx__ConvInteger.html"/>
/// </summary>
/// <param name="Attributes">Window, padding, groups and layout.</param>
public sealed record ConvInteger(ConvolutionAttributes Attributes) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        if (!MatMulInteger.IsShort(inputs[0].Element) || !MatMulInteger.IsShort(inputs[1].Element))
            throw new ShapeException($"image and weights must be Int8 or UInt8; they are {inputs[0]} and {inputs[1]}.");
        return [new Conv(Attributes).Infer(new OperatorInputs([inputs[0], inputs[1]], []))[0] with { Element = ElementType.Int32 }];
    }

    /// <summary>Computes channels last where there are no zero points.</summary>
    public override LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs)
    {
        if (Attributes.ChannelsLast || inputs.Skip(2).Any(zero => zero is not null)) return null;
        var image = ChannelsLastConvolution.Pad(ChannelsLastOrder.Image(inputs[0]), Attributes.Pads);
        var convolution = new ConvInteger(ChannelsLastConvolution.Unpadded(Attributes));
        return [ChannelsLastOrder.Image(convolution.ApplyOne(image, ChannelsLastOrder.Weights(inputs[1])))];
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var zeros = inputs.ElementAtOrDefault(3);
        var oneTap = ConvolutionAttributes.Of(Attributes.Rank).Strides;
        if (zeros is { Shape.Rank: 1 }) zeros = zeros.Reshape(Attributes.Weights(zeros.Shape[0], 1, oneTap));
        var image = MatMulInteger.Centred(inputs[0]!, inputs.ElementAtOrDefault(2));
        return [new Conv(Attributes).ApplyOne(image, MatMulInteger.Centred(inputs[1]!, zeros))];
    }
}
