using Bantam.Tensors;

namespace Bantam.Operators.Normalization;

/// <summary>
/// (x − mean) / √(variance + ε) · scale + bias over the channels of a group and the spatial axes of each sample (Wu and He 2018).
/// Inputs: x as [N, C, …], and one scale and one bias a channel.
/// <see href="https://onnx.ai/onnx/operators/onnx__GroupNormalization.html"/>
/// </summary>
/// <param name="Groups">The number of groups, each of as many channels.</param>
/// <param name="Epsilon">ε, which keeps the root away from zero.</param>
public sealed record GroupNormalization(int Groups, float Epsilon = 1e-5f) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        if (shape.Rank < 2) throw new ShapeException($"a batch has at least two axes, [N, C, …]; this one is {shape}.");
        if (Groups < 1 || Dimension.Differ(shape[1] % Groups, 0))
            throw new ShapeException($"groups have equally many channels; {Groups} groups do not share {shape[1]} channels of {shape}.");
        ChannelScale.Check(inputs);
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs) => ChannelScale.Axes(inputs.Shape(0), AxisKind.Mixed);

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var x = inputs[0]!;
        Dimension perGroup = x.Shape[1] / Groups;
        var groups = x.Reshape(new Shape(x.Shape[0], Groups, perGroup * x.Shape.Product(2, x.Shape.Rank)));
        var normalized = new RowNormalization(2, Epsilon, IsCentred: true).ApplyOne(groups).Reshape(x.Shape);
        return [ChannelScale.Apply(normalized, inputs[1]!, inputs[2]!)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [ChannelScale.Apply(NormalizedBlocks.Of(inputs[0]!, inputs[0]!.Sizes[0] * Groups, Epsilon), inputs[1]!, inputs[2]!)];
}
