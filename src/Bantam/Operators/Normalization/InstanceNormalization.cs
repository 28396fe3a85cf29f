using Bantam.Tensors;

namespace Bantam.Operators.Normalization;

/// <summary>
/// (x − mean) / √(variance + ε) · scale + bias over the spatial axes of each channel of each sample (Ulyanov, Vedaldi and Lempitsky
/// 2016). Inputs: x as [N, C, …], and one scale and one bias a channel.
/// <see href="https://onnx.ai/onnx/operators/onnx__InstanceNormalization.html"/>
/// </summary>
/// <param name="Epsilon">ε, which keeps the root away from zero.</param>
public sealed record InstanceNormalization(float Epsilon = 1e-5f) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        if (inputs.Shape(0).Rank < 3)
            throw new ShapeException($"a batch of images has at least three axes, [N, C, …]; this one is {inputs.Shape(0)}.");
        ChannelScale.Check(inputs);
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs) => ChannelScale.Axes(inputs.Shape(0), AxisKind.Pointwise);

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs) =>
        [ChannelScale.Apply(new RowNormalization(2, Epsilon, IsCentred: true).ApplyOne(inputs[0]), inputs[1]!, inputs[2]!)];

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [ChannelScale.Apply(NormalizedBlocks.Of(inputs[0]!, inputs[0]!.Sizes[0] * inputs[0]!.Sizes[1], Epsilon), inputs[1]!, inputs[2]!)];
}
