using System.Numerics;
using Bantam.Tensors;

namespace Bantam.Operators.Reduction;

/// <summary>Folds along an axis of input 0 that keep what has come so far at each place. Input 1 is the axis, a scalar.</summary>
/// <param name="IsExclusive">Whether an element is not part of its own result.</param>
/// <param name="IsReverse">Whether it goes from the last element to the first.</param>
public abstract record CumulativeOperator(bool IsExclusive, bool IsReverse) : Operator
{
    /// <inheritdoc/>
    public sealed override TensorType[] Infer(OperatorInputs inputs)
    {
        if (inputs[1].Element is not (ElementType.Int32 or ElementType.Int64) || Dimension.Differ(inputs.Shape(1).Count, 1))
            throw new ShapeException($"the axis must be one Int32 or Int64; it is {inputs[1]}.");
        if (!inputs.IsComputed(1)) AxisOf(inputs);
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public sealed override AxisMap? Axes(OperatorInputs inputs)
    {
        if (inputs.IsComputed(1)) return null;
        var shape = inputs.Shape(0);
        var labels = AxisMap.Labels(shape);
        labels[AxisOf(inputs)] = new AxisLabel(AxisKind.Mixed);
        return new AxisMap([AxisMap.Axes(shape, labels), null], [AxisMap.Axes(shape, labels)]);
    }

    /// <inheritdoc/>
    public sealed override LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs)
    {
        var input = inputs[0]!;
        if (input.Order is null || inputs[1]!.Physical is not { IsSymbolic: false } axis) return null;
        var place = input.Place(input.Shape.Axis(axis.ToIntegers()[0]));
        return [input with { Physical = ApplyOne(input.Physical, Tensor.Scalar((long)place)) }];
    }

    /// <summary>Where only a run shows the axis: along each of them, and what is wanted of these.</summary>
    public sealed override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        var (x, axis) = (inputs[0]!, inputs[1]!);
        if (axis.Constant is not null) return null;
        var along = Enumerable.Range(0, x.Shape.Rank).Select(k => ApplyOne(x, Tensor.Scalar((long)k)).Unsqueeze(0));
        return [Tensor.Concat(0, [.. along]).Gather(axis.Reshape(Shape.Scalar))];
    }

    /// <inheritdoc/>
    public sealed override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray(outputs[0], Folded(inputs[0]!, inputs[1]!.ToIntegers()[0]))];

    /// <inheritdoc/>
    protected sealed override NdArray<Int128>[] Exact(IReadOnlyList<NdArray<Int128>?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray<Int128>(outputs[0], Folded(inputs[0]!, inputs[1]!.ToIntegers()[0]))];

    /// <summary>The result before the first element.</summary>
    protected internal abstract int Neutral { get; }

    /// <summary>The result with one element more.</summary>
    protected abstract T Combine<T>(T sum, T element) where T : struct, INumber<T>;

    /// <summary>The axis, from 0 on.</summary>
    internal static int AxisOf(OperatorInputs inputs) => inputs.Shape(0).Axis(inputs.Integers(1, "The axis")[0]);

    private T[] Folded<T>(NdArray<T> input, int axis) where T : struct, INumber<T>
    {
        axis = input.Type.Shape.Axis(axis);
        var (size, inner) = (input.Sizes[axis], input.Type.Shape.Strides()[axis]);
        var result = new T[input.Count];
        for (var start = 0; start < result.Length; start++)
        {
            if (start / inner % size != 0) continue;
            var sum = T.CreateChecked(Neutral);
            for (var k = 0; k < size; k++)
            {
                var at = start + ((IsReverse ? size - 1 - k : k) * inner);
                var next = Combine(sum, input.Elements[at]);
                result[at] = IsExclusive ? sum : next;
                sum = next;
            }
        }

        return result;
    }
}
