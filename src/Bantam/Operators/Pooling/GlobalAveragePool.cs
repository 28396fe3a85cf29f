using Bantam.Tensors;

namespace Bantam.Operators.Pooling;

/// <summary>
/// The mean over all axes but the first two, which stay with size 1.
/// <see href="https://onnx.ai/onnx/operators/onnx__GlobalAveragePool.html"/>
/// </summary>
public sealed record GlobalAveragePool : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) =>
        [inputs[0] with { Shape = new Shape(inputs.Shape(0).Select((d, i) => i < 2 ? d : 1)) }];

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var image = AxisMap.Axes(inputs.Shape(0), AxisMap.Labels(inputs.Shape(0)));
        return new AxisMap([image], [[.. image[..2], .. image[2..].Select(axis => AxisMap.Axis(axis[0].Label, 1, step: 0))]]);
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs) =>
        [inputs[0]!.ReduceMean([.. Enumerable.Range(2, inputs[0]!.Shape.Rank - 2)], keepDimensions: true)];

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var input = inputs[0]!;
        var result = new NdArray(outputs[0]);
        var area = input.Count / Math.Max(result.Count, 1);

        // Of nothing there is no mean.
        if (area == 0) Array.Fill(result.Elements, double.NaN);
        for (var i = 0; i < input.Count; i++) result.Elements[i / area] += input.Elements[i] / area;
        return [result];
    }
}
