using Bantam.Tensors;

namespace Bantam.Operators.Pooling;

/// <summary>
/// The p-norm over all axes but the first two, which stay with size 1.
/// <see href="https://onnx.ai/onnx/operators/onnx__GlobalLpPool.html"/>
/// </summary>
/// <param name="P">p.</param>
public sealed record GlobalLpPool(int P = 2) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        PNorm.Check(P);
        return new GlobalAveragePool().Infer(inputs);
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs) => new GlobalAveragePool().Axes(inputs);

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        int[] spatial = [.. Enumerable.Range(2, inputs[0]!.Shape.Rank - 2)];
        return [PNorm.Root(PNorm.Powers(inputs[0]!, P).ReduceSum(spatial, keepDimensions: true), P)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (input, result) = (inputs[0]!, new NdArray(outputs[0]));
        var area = input.Count / Math.Max(result.Count, 1);
        for (var i = 0; i < input.Count; i++) result.Elements[i / area] += Math.Pow(Math.Abs(input.Elements[i]), P);
        return [result.Map(sum => Math.Pow(sum, 1.0 / P))];
    }
}
