using System.Numerics;
using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Reduction;

/// <summary>Where along an axis the largest or the smallest element is, as Int64. NaN counts as more extreme than any number.</summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
/// <param name="KeepDimensions">Whether the axis stays, with size 1.</param>
/// <param name="SelectLastIndex">Whether of several equal elements the last is taken, not the first.</param>
public abstract record ArgOperator(int Axis, bool KeepDimensions, bool SelectLastIndex) : Operator
{
    /// <inheritdoc/>
    public sealed override TensorType[] Infer(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        var axis = shape.Axis(Axis);
        if (shape[axis].Is(0))
            throw new ShapeException($"the axis must have elements; axis {axis} of {shape} has none.");
        Dimension[] folded = KeepDimensions ? [1] : [];
        return [new TensorType(ElementType.Int64, new Shape([.. shape.Take(axis), .. folded, .. shape.Skip(axis + 1)]))];
    }

    /// <inheritdoc/>
    public sealed override AxisMap Axes(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        var axis = shape.Axis(Axis);
        var labels = AxisMap.Labels(shape);
        var kept = AxisMap.Axes(shape, labels);
        AxisPart[][] folded = KeepDimensions ? [AxisMap.Axis(labels[axis], 1, step: 0)] : [];
        return new AxisMap([kept], [[.. kept[..axis], .. folded, .. kept[(axis + 1)..]]]);
    }

    /// <inheritdoc/>
    public sealed override LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs)
    {
        var input = inputs[0]!;
        if (input.Order is null) return null;
        var axis = input.Shape.Axis(Axis);
        var result = (this with { Axis = input.Place(axis) }).ApplyOne(input.Physical);
        return [KeepDimensions ? input with { Physical = result } : input.Without(result, [axis])];
    }

    /// <inheritdoc/>
    public sealed override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray(outputs[0], Array.ConvertAll(Places(inputs[0]!, outputs[0]), place => (double)place))];

    /// <inheritdoc/>
    protected sealed override NdArray<Int128>[] Exact(IReadOnlyList<NdArray<Int128>?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray<Int128>(outputs[0], Array.ConvertAll(Places(inputs[0]!, outputs[0]), place => (Int128)place))];

    /// <inheritdoc/>
    public sealed override Tensor?[] Gradient(GradientContext context) => [null];

    /// <summary>Whether a number is strictly more extreme than another.</summary>
    protected abstract bool IsMoreExtreme<T>(T value, T than) where T : struct, INumber<T>;

    private int[] Places<T>(NdArray<T> input, TensorType output) where T : struct, INumber<T>
    {
        var axis = input.Type.Shape.Axis(Axis);
        var result = new NdArray(output);
        var places = new int[result.Count];
        var place = new int[input.Rank];
        result.ForEach((indices, offset) =>
        {
            for (var i = 0; i < place.Length; i++) place[i] = i == axis ? 0 : indices[i > axis && !KeepDimensions ? i - 1 : i];
            var best = input[place];
            for (var k = 1; k < input.Sizes[axis]; k++)
            {
                place[axis] = k;
                var value = input[place];
                if (!IsBefore(value, best) && !(SelectLastIndex && !IsBefore(best, value))) continue;
                places[offset] = k;
                best = value;
            }
        });
        return places;
    }

    private bool IsBefore<T>(T value, T than) where T : struct, INumber<T> =>
        IsMoreExtreme(value, than) || (T.IsNaN(value) && !T.IsNaN(than));
}
