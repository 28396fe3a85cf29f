using Bantam.Operators.Convolution;
using Bantam.Tensors;

namespace Bantam.Operators.Vision;

/// <summary>
/// A convolution whose taps are moved for each pixel (Dai et al. 2017; Zhu et al. 2019): between pixels it sees a weighted mean of four,
/// outside of the image zeros. Inputs: images [N, C, height, width]; weights [M, C / groups, window…]; how far each tap of each pixel is
/// moved along y and x [N, offset groups · taps · 2, …]; a bias, and a factor of each tap [N, offset groups · taps, …], which may be
/// absent. <see href="https://onnx.ai/onnx/operators/onnx__DeformConv.html"/>
/// </summary>
/// <param name="Attributes">Window, padding and groups.</param>
/// <param name="OffsetGroups">Into how many groups channels are parted whose taps are moved alike.</param>
public sealed record DeformConv(ConvolutionAttributes Attributes, int OffsetGroups = 1) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        if (Attributes.Rank != 2) throw new ShapeException($"taps are moved along height and width; there are {Attributes.Rank} axes.");
        var result = new Conv(Attributes).Infer(new OperatorInputs([inputs[0], inputs[1], inputs.Optional(3)], []));
        var (images, output) = (inputs.Shape(0), result[0].Shape);
        if (OffsetGroups < 1 || Dimension.Differ(images[1] % OffsetGroups, 0))
            throw new ShapeException($"{OffsetGroups} offset groups do not share the {images[1]} channels of {images}.");
        var taps = inputs.Shape(1)[2] * inputs.Shape(1)[3] * OffsetGroups;
        Check(2, taps * 2);
        if (inputs.Optional(4) is not null) Check(4, taps);
        return result;

        void Check(int input, Dimension channels)
        {
            var wanted = new Shape(images[0], channels, output[2], output[3]);
            if (Shape.Differ(inputs.Shape(input), wanted))
                throw new ShapeException($"each tap of each pixel has its own numbers, {wanted}; input {input} is {inputs.Shape(input)}.");
        }
    }

    /// <summary>The moved taps side by side, times the weights.</summary>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var (images, weights) = (inputs[0]!, inputs[1]!);
        var kernel = Attributes.Kernel(weights.Shape);
        var output = new Conv(Attributes).Infer(new OperatorInputs([images.Type, weights.Type], []))[0].Shape;
        int[] sizes = [images.Shape[2].Size, images.Shape[3].Size], lengths = [output[2].Size, output[3].Size];
        var (batch, channels, taps) = (images.Shape[0], images.Shape[1].Size, kernel[0] * kernel[1]);
        var element = images.Element == ElementType.Double ? ElementType.Double : ElementType.Float;

        // Points are [N, offset groups, taps, height, width].
        var offsets = inputs[2]!.Cast(element).Reshape(new Shape([batch, OffsetGroups, taps, 2, .. lengths]));
        var axes = Enumerable.Range(0, 2).Select(axis =>
        {
            var point = offsets.Gather(Tensor.Scalar((long)axis), 3) + Places(axis, kernel, lengths, element);
            return PointSampling.Inside(PointSampling.Linear(point), sizes[axis]);
        }).ToArray();
        if (inputs.ElementAtOrDefault(4) is { } factor)
            axes[0].Weights *= factor.Cast(element).Reshape(new Shape([batch, OffsetGroups, taps, .. lengths, 1]));
        var grouped = images.Cast(element).Reshape(new Shape([batch * OffsetGroups, channels / OffsetGroups, .. sizes]));
        var first = PointSampling.FirstPixels(batch.Size * OffsetGroups, sizes[0] * sizes[1], 5).Reshape(batch.Size, OffsetGroups, 1, 1, 1);
        var seen = PointSampling.Sum(PointSampling.Rows(grouped), first, axes, sizes)
            .Reshape(new Shape([batch, OffsetGroups, taps, .. lengths, channels / OffsetGroups]));

        // [groups, pixels, taps · channels of a group] · [groups, taps · channels of a group, outputs of a group]
        var (group, perGroup) = (Attributes.Group, channels / Attributes.Group);
        var pixels = batch * (lengths[0] * lengths[1]);
        var columns = seen.Transpose(0, 3, 4, 2, 1, 5).Reshape(new Shape(pixels, taps, group, perGroup)).Transpose(2, 0, 1, 3)
            .Reshape(new Shape(group, pixels, taps * perGroup));
        var outputs = weights.Shape[0].Size / group;
        var matrices = weights.Cast(element).Reshape(group, outputs, perGroup, taps).Transpose(0, 3, 2, 1)
            .Reshape(group, taps * perGroup, outputs);
        var product = columns.MatMul(matrices).Transpose(1, 0, 2).Reshape(new Shape(pixels, group * outputs));
        var result = PointSampling.Images(product, [batch, .. lengths.Select(l => (Dimension)l)]);
        if (inputs.ElementAtOrDefault(3) is { } bias) result += bias.Cast(element).Reshape(-1, 1, 1);
        return [result.Cast(images.Element)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (images, weights, offsets) = (inputs[0]!, inputs[1]!, inputs[2]!);
        var (bias, factors, result) = (inputs.ElementAtOrDefault(3), inputs.ElementAtOrDefault(4), new NdArray(outputs[0]));
        var (perGroup, height, width) = (weights.Sizes[1], weights.Sizes[2], weights.Sizes[3]);
        var outputsOfGroup = weights.Sizes[0] / Attributes.Group;
        var perOffset = images.Sizes[1] / OffsetGroups;
        result.ForEach((at, offset) =>
        {
            var (n, m, y, x) = (at[0], at[1], at[2], at[3]);
            var sum = bias?.Elements[m] ?? 0;
            for (var c = 0; c < perGroup; c++)
            {
                var channel = (m / outputsOfGroup * perGroup) + c;
                for (var tap = 0; tap < height * width; tap++)
                {
                    var number = (channel / perOffset * height * width) + tap;
                    var row = Start(0, y, tap / width) + offsets[n, 2 * number, y, x];
                    var column = Start(1, x, tap % width) + offsets[n, (2 * number) + 1, y, x];
                    sum += weights[m, c, tap / width, tap % width] * (factors?[n, number, y, x] ?? 1) * Between(n, channel, row, column);
                }
            }

            result.Elements[offset] = sum;
        });
        return [result];

        int Start(int axis, int window, int tap) =>
            (window * Attributes.Strides[axis]) - Attributes.Pads[axis] + (tap * Attributes.Dilations[axis]);

        double Between(int n, int channel, double row, double column)
        {
            var (top, left, sum) = (Math.Floor(row), Math.Floor(column), 0.0);
            for (var v = top; v <= top + 1; v++)
                for (var u = left; u <= left + 1; u++)
                    if (v >= 0 && v < images.Sizes[2] && u >= 0 && u < images.Sizes[3])
                        sum += (1 - Math.Abs(row - v)) * (1 - Math.Abs(column - u)) * images[n, channel, (int)v, (int)u];
            return sum;
        }
    }

    /// <summary>Where along an axis the taps of each pixel lie before they are moved, [taps, height, width].</summary>
    private Tensor Places(int axis, Ints kernel, int[] lengths, ElementType element)
    {
        var taps = kernel[0] * kernel[1];
        var places = new double[taps * lengths[0] * lengths[1]];
        for (var i = 0; i < places.Length; i++)
        {
            var (tap, pixel) = (i / (lengths[0] * lengths[1]), i % (lengths[0] * lengths[1]));
            var (window, own) = axis == 0 ? (pixel / lengths[1], tap / kernel[1]) : (pixel % lengths[1], tap % kernel[1]);
            places[i] = (window * Attributes.Strides[axis]) - Attributes.Pads[axis] + (own * Attributes.Dilations[axis]);
        }

        return Tensor.FromDoubles(new TensorType(element, Shape.Of(taps, lengths[0], lengths[1])), places);
    }
}
