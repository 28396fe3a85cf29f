using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Reduction;

/// <summary>
/// Where along an axis the largest or smallest elements are, the most extreme first, as Int64. Input 1 is how many. Internal: it is never
/// saved; <see cref="TopK"/> consists of it.
/// </summary>
/// <inheritdoc/>
public sealed record TopKIndices(int Axis, bool IsLargest) : ExtremaOperator(Axis, IsLargest), IInternalOperator
{
    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray(outputs[0], Array.ConvertAll(Found(inputs[0]!, outputs[0].Shape).Indices, i => (double)i))];

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [null, null];

    /// <inheritdoc/>
    protected override NdArray<Int128>[] Exact(IReadOnlyList<NdArray<Int128>?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new(outputs[0], Array.ConvertAll(Found(inputs[0]!, outputs[0].Shape).Indices, i => (Int128)i))];

    /// <inheritdoc/>
    protected override TensorType[] Results(TensorType input, Shape shape) => [new TensorType(ElementType.Int64, shape)];
}
