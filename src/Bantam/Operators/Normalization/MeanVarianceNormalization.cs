using Bantam.Tensors;

namespace Bantam.Operators.Normalization;

/// <summary>
/// (x − mean) / (√variance + 10⁻⁹) over some axes. <see href="https://onnx.ai/onnx/operators/onnx__MeanVarianceNormalization.html"/>
/// </summary>
/// <param name="NormalizedAxes">The axes; negative ones count from the end.</param>
public sealed record MeanVarianceNormalization(Ints NormalizedAxes) : Operator
{
    private const double Epsilon = 1e-9;

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        foreach (var axis in NormalizedAxes) inputs.Shape(0).Axis(axis);
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var (shape, labels) = (inputs.Shape(0), AxisMap.Labels(inputs.Shape(0)));
        foreach (var axis in NormalizedAxes) labels[shape.Axis(axis)] = new AxisLabel(AxisKind.Mixed);
        return new AxisMap([AxisMap.Axes(shape, labels)], [AxisMap.Axes(shape, labels)]);
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var x = inputs[0]!;
        var centred = x - x.ReduceMean(NormalizedAxes, keepDimensions: true);
        return [centred / ((centred * centred).ReduceMean(NormalizedAxes, keepDimensions: true).Sqrt() + Epsilon)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var x = inputs[0]!;
        var sizes = x.Sizes.ToArray();
        foreach (var axis in NormalizedAxes) sizes[x.Type.Shape.Axis(axis)] = 1;
        var type = x.Type with { Shape = Shape.Of(sizes) };
        var (mean, variance, result) = (new NdArray(type), new NdArray(type), new NdArray(outputs[0]));
        double count = x.Count / Math.Max(mean.Count, 1);
        x.ForEach((at, offset) => mean.Elements[mean.Broadcast(at)] += x.Elements[offset] / count);
        x.ForEach((at, offset) =>
        {
            var place = mean.Broadcast(at);
            variance.Elements[place] += Math.Pow(x.Elements[offset] - mean.Elements[place], 2) / count;
        });
        x.ForEach((at, offset) =>
        {
            var place = mean.Broadcast(at);
            result.Elements[offset] = (x.Elements[offset] - mean.Elements[place]) / (Math.Sqrt(variance.Elements[place]) + Epsilon);
        });
        return [result];
    }
}
