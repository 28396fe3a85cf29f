using Bantam.Tensors;

namespace Bantam.Operators.Pooling;

/// <summary>
/// The p-norm of each window, (Σ |x|ᵖ)^(1/p); padding counts as zeros. <see href="https://onnx.ai/onnx/operators/onnx__LpPool.html"/>
/// </summary>
/// <param name="Attributes">Window, padding and layout.</param>
/// <param name="P">p.</param>
public sealed record LpPool(PoolAttributes Attributes, int P = 2) : Operator, IPool
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        PNorm.Check(P);
        return [Attributes.Output(inputs[0])];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs) => Attributes.AxesOf([inputs.Shape(0)], Infer(inputs)[0].Shape);

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var image = inputs[0]!;
        var after = Enumerable.Range(0, Attributes.Rank).Select(axis => Attributes.PadAfter(axis, image.Shape)).ToArray();
        var padded = PNorm.Powers(image, P).Pad([0, 0, .. Attributes.Pads.Take(Attributes.Rank)], [0, 0, .. after]);
        var mean = new AveragePool(Attributes.Unpadded).ApplyOne(padded);
        return [PNorm.Root(mean * Attributes.Area, P)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (image, result) = (inputs[0]!, new NdArray(outputs[0]));
        Attributes.ForEach(
            image.Sizes, result.Sizes, (to, from) => result.Elements[to] += Math.Pow(Math.Abs(image.Elements[from]), P));
        return [result.Map(sum => Math.Pow(sum, 1.0 / P))];
    }
}
