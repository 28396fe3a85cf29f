using Bantam.Operators.Pooling;
using Bantam.Tensors;

namespace Bantam.Operators.Normalization;

/// <summary>
/// x over its p-norm along an axis; where that is 0 the result is 0.
/// <see href="https://onnx.ai/onnx/operators/onnx__LpNormalization.html"/>
/// </summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
/// <param name="P">p.</param>
public sealed record LpNormalization(int Axis = -1, int P = 2) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        PNorm.Check(P);
        inputs.Shape(0).Axis(Axis);
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var (shape, labels) = (inputs.Shape(0), AxisMap.Labels(inputs.Shape(0)));
        labels[shape.Axis(Axis)] = new AxisLabel(AxisKind.Mixed);
        return new AxisMap([AxisMap.Axes(shape, labels)], [AxisMap.Axes(shape, labels)]);
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var norm = PNorm.Root(PNorm.Powers(inputs[0]!, P).ReduceSum([Axis], keepDimensions: true), P);
        return [inputs[0]! / Tensor.Where(Tensor.Equal(norm, 0), 1, norm)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (x, sizes) = (inputs[0]!, inputs[0]!.Sizes.ToArray());
        sizes[x.Type.Shape.Axis(Axis)] = 1;
        var (sums, result) = (new NdArray(x.Type with { Shape = Shape.Of(sizes) }), new NdArray(outputs[0]));
        x.ForEach((at, offset) => sums.Elements[sums.Broadcast(at)] += Math.Pow(Math.Abs(x.Elements[offset]), P));
        x.ForEach((at, offset) =>
        {
            var norm = Math.Pow(sums.Elements[sums.Broadcast(at)], 1.0 / P);
            result.Elements[offset] = norm == 0 ? 0 : x.Elements[offset] / norm;
        });
        return [result];
    }
}
