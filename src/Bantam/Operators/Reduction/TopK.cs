using Bantam.Autodiff;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Operators.Reduction;

/// <summary>
/// The largest or smallest elements along an axis, the most extreme first, and where they are, as Int64. Input 1 is how many.
/// <see href="https://onnx.ai/onnx/operators/onnx__TopK.html"/>
/// </summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
/// <param name="IsLargest">Whether the largest are looked for.</param>
/// <param name="IsSorted">Whether they must be in order, which they are in any case.</param>
public sealed record TopK(int Axis = -1, bool IsLargest = true, bool IsSorted = true) : ExtremaOperator(Axis, IsLargest)
{
    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var indices = new TopKIndices(Axis, IsLargest).ApplyOne(inputs);
        return [new GatherElements(Axis).ApplyOne(inputs[0], indices), indices];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (values, indices) = Found(inputs[0]!, outputs[0].Shape);
        return [new NdArray(outputs[0], values), new NdArray(outputs[1], Array.ConvertAll(indices, i => (double)i))];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        if (context.OutputGradients[0] is not { } g) return [null, null];
        var scatter = new ScatterElements(Axis, ScatterReduction.Add);
        return [scatter.ApplyOne(context.Inputs[0]! * 0f, context.Outputs[1], g), null];
    }

    /// <inheritdoc/>
    protected override NdArray<Int128>[] Exact(IReadOnlyList<NdArray<Int128>?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (values, indices) = Found(inputs[0]!, outputs[0].Shape);
        return [new(outputs[0], values), new(outputs[1], Array.ConvertAll(indices, i => (Int128)i))];
    }

    /// <inheritdoc/>
    protected override TensorType[] Results(TensorType input, Shape shape) =>
        [input with { Shape = shape }, new TensorType(ElementType.Int64, shape)];
}
