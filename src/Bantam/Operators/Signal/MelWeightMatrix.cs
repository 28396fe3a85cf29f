using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Signal;

/// <summary>
/// A matrix that turns the frequencies of a Fourier transform into bands on the mel scale, triangles that overlap. Inputs, scalars: the
/// number of bands, the length of the transform, the sample rate, and the lowest and highest frequency in hertz.
/// <see href="https://onnx.ai/onnx/operators/onnx__MelWeightMatrix.html"/>
/// </summary>
/// <param name="Element">The element type.</param>
public sealed record MelWeightMatrix(ElementType Element = ElementType.Float) : Operator
{
    /// <summary>mel = 2595·log₁₀(1 + hertz/700).</summary>
    private const double MelFactor = 2595, MelBase = 700;

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        for (var i = 0; i < 5; i++)
            if (Dimension.Differ(inputs.Shape(i).Count, 1))
                throw new ShapeException($"all inputs must be scalars; input {i} is {inputs[i]}.");
        var bands = inputs.Elements(0) is [var given] ? given : inputs.Unknown();
        var frequencies = inputs.Elements(1) is [var length] ? (length / 2) + 1 : inputs.Unknown();
        return [new TensorType(Element, new Shape(frequencies, bands))];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var result = new NdArray(outputs[0]);
        double[] given = [.. inputs.Select(i => i!.Elements[0])];
        var (length, rate, low, high) = (given[1], given[2], Mel(given[3]), Mel(given[4]));
        var (frequencies, bands) = (result.Sizes[0], result.Sizes[1]);
        var step = (high - low) / (bands + 2);
        int[] edges =
        [
            .. Enumerable.Range(0, bands + 2).Select(i => (int)Math.Floor((length + 1) * Hertz((i * step) + low) / rate)),
        ];
        for (var band = 0; band < bands; band++)
        {
            var (first, centre, last) = (edges[band], edges[band + 1], edges[band + 2]);
            for (var k = Math.Max(first, 0); k < Math.Min(last, frequencies); k++)
                if (k < centre) result[k, band] = (double)(k - first) / (centre - first);
                else if (k > centre) result[k, band] = (double)(last - k) / (last - centre);
            if (centre >= 0 && centre < frequencies) result[centre, band] = 1;
        }

        return [result];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [null, null, null, null, null];

    private static double Mel(double hertz) => MelFactor * Math.Log10(1 + (hertz / MelBase));

    private static double Hertz(double mel) => MelBase * (Math.Pow(10, mel / MelFactor) - 1);
}
