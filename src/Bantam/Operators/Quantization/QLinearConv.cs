using Bantam.Operators.Convolution;
using Bantam.Tensors;

namespace Bantam.Operators.Quantization;

/// <summary>
/// The convolution of a quantized image with quantized weights, quantized: <see cref="ConvInteger"/> and a bias of Int32, times the
/// scales of both over that of the result, rounded once. The inputs are the image, its scale and zero point, the same of the weights,
/// which may be one for each output channel, the scale and zero point of the result, and the bias, which may be absent.
/// <see href="https://onnx.ai/onnx/operators/onnx__QLinearConv.html"/>
/// </summary>
/// <param name="Attributes">Window, padding and groups.</param>
public sealed record QLinearConv(ConvolutionAttributes Attributes) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        TensorType?[] factors = [.. QLinearMatMul.Factors(inputs), null, null];
        if (inputs.Optional(8) is { Element: not ElementType.Int32 } bias)
            throw new ShapeException($"the bias must be Int32; it is {bias}.");
        return [new ConvInteger(Attributes).Infer(new OperatorInputs(factors, []))[0] with { Element = inputs[7].Element }];
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var sums = new ConvInteger(Attributes).ApplyOne(inputs[0], inputs[3], inputs[2], inputs[5]);
        var bias = inputs.ElementAtOrDefault(8) is { } given ? PerChannel(given) : null;
        return [QLinearMatMul.Requantized(sums, bias, PerChannel(inputs[1]!), PerChannel(inputs[4]!), inputs[6]!, inputs[7]!)];
    }

    /// <summary>A number for each channel as it broadcasts to an image.</summary>
    private Tensor PerChannel(Tensor numbers) =>
        numbers.Shape.Rank == 0 ? numbers : numbers.Reshape([-1, .. Enumerable.Repeat(1, Attributes.Rank)]);
}
