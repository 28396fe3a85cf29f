using Bantam.Tensors;

namespace Bantam.Operators.Normalization;

/// <summary>
/// (x − mean) / √(variance + ε) · scale + bias for each channel (axis 1; Ioffe and Szegedy 2015). Inputs: x, scale, bias, mean,
/// variance. In training mean and variance are those of the batch, and the second and third output are the new running ones.
/// <see href="https://onnx.ai/onnx/operators/onnx__BatchNormalization.html"/>
/// </summary>
/// <param name="Epsilon">ε, which keeps the root away from zero.</param>
/// <param name="Momentum">How much of the running values stays in training.</param>
/// <param name="TrainingMode">Whether the batch's own mean and variance are used.</param>
public sealed record BatchNormalization(float Epsilon = 1e-5f, float Momentum = 0.9f, bool TrainingMode = false) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        if (inputs.Shape(0).Rank < 2) throw new ShapeException($"a batch has at least two axes, [N, C, …]; this one is {inputs.Shape(0)}.");
        var channels = new Shape(inputs.Shape(0)[1]);
        for (var i = 1; i < 5; i++)
            if (Shape.Differ(inputs.Shape(i), channels))
                throw new ShapeException(
                    $"scale, bias, mean and variance must have one element a channel, {channels}; input {i} is {inputs.Shape(i)}.");
        return TrainingMode ? [inputs[0], inputs[3], inputs[4]] : [inputs[0]];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        var labels = AxisMap.Labels(shape, TrainingMode ? AxisKind.Mixed : AxisKind.Pointwise);
        labels[1] = new AxisLabel();
        var (x, perChannel) = (AxisMap.Axes(shape, labels), (AxisPart[][])[AxisMap.Axis(labels[1], shape[1])]);
        return new AxisMap([x, .. Enumerable.Repeat(perChannel, 4)], TrainingMode ? [x, perChannel, perChannel] : [x]);
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var (x, scale, bias, mean, variance) = (inputs[0]!, inputs[1]!, inputs[2]!, inputs[3]!, inputs[4]!);
        int[] perChannel = [x.Shape[1].Size, .. Enumerable.Repeat(1, x.Shape.Rank - 2)];
        if (!TrainingMode)
        {
            var factor = scale / (variance + Epsilon).Sqrt();
            return [(x * factor.Reshape(perChannel)) + (bias - (mean * factor)).Reshape(perChannel)];
        }

        int[] others = [0, .. Enumerable.Range(2, x.Shape.Rank - 2)];
        var batchMean = x.ReduceMean(others);
        var centred = x - batchMean.Reshape(perChannel);
        var batchVariance = (centred * centred).ReduceMean(others);
        var normalized = centred * (scale / (batchVariance + Epsilon).Sqrt()).Reshape(perChannel);
        return
        [
            normalized + bias.Reshape(perChannel),
            (mean * Momentum) + (batchMean * (1 - Momentum)),
            (variance * Momentum) + (batchVariance * (1 - Momentum)),
        ];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (x, scale, bias) = (inputs[0]!, inputs[1]!.Elements, inputs[2]!.Elements);
        var (mean, variance) = ((double[])inputs[3]!.Elements.Clone(), (double[])inputs[4]!.Elements.Clone());
        if (TrainingMode)
        {
            var count = x.Count / mean.Length;

            // Of nothing there is no mean.
            Array.Fill(mean, count > 0 ? 0 : double.NaN);
            Array.Fill(variance, count > 0 ? 0 : double.NaN);
            x.ForEach((indices, offset) => mean[indices[1]] += x.Elements[offset] / count);
            x.ForEach((indices, offset) => variance[indices[1]] += Math.Pow(x.Elements[offset] - mean[indices[1]], 2) / count);
        }

        var result = new NdArray(outputs[0]);
        x.ForEach((indices, offset) =>
        {
            var c = indices[1];
            result.Elements[offset] = ((x.Elements[offset] - mean[c]) / Math.Sqrt(variance[c] + Epsilon) * scale[c]) + bias[c];
        });
        return TrainingMode ? [result, Running(inputs[3]!, mean, outputs[1]), Running(inputs[4]!, variance, outputs[2])] : [result];
    }

    private NdArray Running(NdArray old, double[] batch, TensorType type) =>
        new(type, [.. old.Elements.Zip(batch, (o, b) => (o * Momentum) + (b * (1 - Momentum)))]);
}
