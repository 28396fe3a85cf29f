using System.Numerics;
using Bantam.Tensors;

namespace Bantam.Operators;

/// <summary>
/// An operator that computes each element of its output from one element of each of two operands of one type, broadcast, in a way that
/// kernels have no words for: it runs by reference.
/// </summary>
public abstract record PairwiseOperator : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        if (inputs[0].Element != inputs[1].Element)
            throw new ShapeException($"both inputs must have one element type; they are {inputs[0]} and {inputs[1]}. Cast one of them.");
        return [new TensorType(inputs[0].Element, Shape.Broadcast(inputs.Shape(0), inputs.Shape(1)))];
    }

    /// <inheritdoc/>
    public sealed override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray(outputs[0], Computed(inputs[0]!, inputs[1]!, outputs[0]))];

    /// <inheritdoc/>
    protected sealed override NdArray<Int128>[] Exact(IReadOnlyList<NdArray<Int128>?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray<Int128>(outputs[0], Computed(inputs[0]!, inputs[1]!, outputs[0]))];

    /// <summary>The result for one pair of elements.</summary>
    protected abstract T Compute<T>(T a, T b) where T : struct, INumber<T>;

    private T[] Computed<T>(NdArray<T> a, NdArray<T> b, TensorType output) where T : struct, INumber<T>
    {
        var result = new NdArray<T>(output);
        result.ForEach((indices, offset) =>
            result.Elements[offset] = Compute(a.Elements[a.Broadcast(indices)], b.Elements[b.Broadcast(indices)]));
        return result.Elements;
    }
}
