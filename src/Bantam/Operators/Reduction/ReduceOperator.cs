using System.Numerics;
using Bantam.Tensors;

namespace Bantam.Operators.Reduction;

/// <summary>
/// Folds axes of input 0. The axes are input 1; absent or empty they are all axes, or none where <paramref name="NoopWithEmptyAxes"/>.
/// </summary>
/// <param name="KeepDimensions">Whether the folded axes stay, with size 1.</param>
/// <param name="NoopWithEmptyAxes">Whether no axes means that nothing is folded.</param>
public abstract record ReduceOperator(bool KeepDimensions, bool NoopWithEmptyAxes = false) : Operator
{
    /// <summary>The axes that are folded, ascending.</summary>
    public int[] Axes(Shape shape, int[]? given) => given is { Length: > 0 } ? [.. given.Select(shape.Axis).Order()]
        : NoopWithEmptyAxes ? [] : [.. Enumerable.Range(0, shape.Rank)];

    /// <inheritdoc/>
    public sealed override TensorType[] Infer(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        if (inputs.IsComputed(1))
            return [inputs[0] with { Shape = new Shape(inputs.Unknown(shape.Rank - (KeepDimensions ? 0 : inputs.Length(1, "The axes")))) }];
        var axes = Axes(shape, inputs.OptionalIntegers(1, "The axes"));
        if (axes.Distinct().Count() != axes.Length) throw new ShapeException($"the axes [{string.Join(',', axes)}] name one twice.");
        var kept = shape.Select((d, i) => (Dimension: axes.Contains(i) ? 1 : d, IsFolded: axes.Contains(i)));
        return [inputs[0] with { Shape = new Shape(kept.Where(k => KeepDimensions || !k.IsFolded).Select(k => k.Dimension)) }];
    }

    /// <inheritdoc/>
    public sealed override AxisMap? Axes(OperatorInputs inputs)
    {
        if (inputs.IsComputed(1)) return null;
        var shape = inputs.Shape(0);
        var folded = Axes(shape, inputs.OptionalIntegers(1, "The axes"));
        var labels = AxisMap.Labels(shape);
        var kept = shape.Select(
            (size, axis) => folded.Contains(axis) ? AxisMap.Axis(labels[axis], 1, step: 0) : AxisMap.Axis(labels[axis], size));
        return new AxisMap([AxisMap.Axes(shape, labels), null], [[.. kept.Where((_, axis) => KeepDimensions || !folded.Contains(axis))]]);
    }

    /// <summary>Folds the same axes where they lie; those that stay keep their order.</summary>
    public sealed override LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs)
    {
        var input = inputs[0]!;
        if (input.Order is null || inputs.ElementAtOrDefault(1) is { Physical.IsSymbolic: true }) return null;
        var axes = Axes(input.Shape, inputs.ElementAtOrDefault(1)?.Physical.ToIntegers());
        var result = ApplyOne(input.Physical, Tensor.Integers([.. axes.Select(input.Place).Order()]));
        return [KeepDimensions ? input with { Physical = result } : input.Without(result, axes)];
    }

    /// <summary>Axes that are not neighbours are folded one run of neighbours after the other, the last first.</summary>
    public override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        if (AreComputed(inputs.ElementAtOrDefault(1))) return null;
        var axes = Axes(inputs[0]!.Shape, inputs.ElementAtOrDefault(1)?.ToIntegers());
        var start = axes.Length - 1;
        while (start > 0 && axes[start - 1] == axes[start] - 1) start--;
        if (start <= 0) return null;
        var inner = ApplyOne(inputs[0], Tensor.Integers(axes[start..]));
        return [ApplyOne(inner, Tensor.Integers(axes[..start]))];
    }

    /// <inheritdoc/>
    public sealed override Dimension[][]? Elements(OperatorInputs inputs, IReadOnlyList<TensorType> outputs)
    {
        var shape = inputs.Shape(0);
        if (Folding is not { } fold || !shape.IsKnown || inputs.IsComputed(1) || inputs.Elements(0) is not { } elements) return null;

        // Of a vector all elements are folded, or none.
        var isFolded = Axes(shape, inputs.OptionalIntegers(1, "The axes")).Length > 0;
        return shape.Rank > 1 || elements.Count == 0 ? null : isFolded ? [[elements.Aggregate(fold)]] : [[.. elements]];
    }

    /// <inheritdoc/>
    public sealed override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var folds = FoldAll(inputs[0]!, inputs.ElementAtOrDefault(1)?.ToIntegers(), outputs[0]);

        // Of no truth values the largest is the least that there is.
        if (outputs[0].Element == ElementType.Bool) folds = Array.ConvertAll(folds, x => Math.Clamp(x, 0, 1));
        return [new NdArray(outputs[0], folds)];
    }

    /// <inheritdoc/>
    protected sealed override NdArray<Int128>[] Exact(IReadOnlyList<NdArray<Int128>?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var folds = FoldAll(inputs[0]!, inputs.ElementAtOrDefault(1)?.ToIntegers(), outputs[0]);

        // Of no elements the least is the largest number that there is.
        if (inputs[0]!.Count == 0 && outputs[0].Element.Info() is var info)
            folds = Array.ConvertAll(folds, x => Int128.Clamp(x, info.Least, info.Most));
        return [new NdArray<Int128>(outputs[0], folds)];
    }

    /// <summary>What is done to two sizes after the other; null where the result is no size.</summary>
    protected virtual Func<Dimension, Dimension, Dimension>? Folding => null;

    /// <summary>Whether only a run shows which axes are folded.</summary>
    protected static bool AreComputed(Tensor? axes) => axes is { IsSymbolic: true };

    /// <summary>The result for one group of elements.</summary>
    protected abstract T Fold<T>(IReadOnlyList<T> elements) where T : struct, INumber<T>;

    /// <summary>The sum of elements.</summary>
    protected static T Sum<T>(IEnumerable<T> elements) where T : struct, INumber<T> => elements.Aggregate(T.Zero, (sum, x) => sum + x);

    /// <summary>A function of doubles for any kind of number.</summary>
    protected static T ByDouble<T>(Func<double, double> function, T x) where T : struct, INumber<T> =>
        T.CreateTruncating(function(double.CreateTruncating(x)));

    /// <summary>A gradient of the output, with the folded axes put back so that it broadcasts to the input.</summary>
    protected Tensor Restore(Tensor gradient, Tensor input, Tensor? axes) =>
        KeepDimensions ? gradient : gradient.Unsqueeze(Axes(input.Shape, axes?.ToIntegers()));

    private T[] FoldAll<T>(NdArray<T> input, int[]? given, TensorType output) where T : struct, INumber<T>
    {
        var axes = Axes(input.Type.Shape, given);
        var groups = new List<T>[output.Shape.ElementCount];
        for (var i = 0; i < groups.Length; i++) groups[i] = [];
        var kept = Enumerable.Range(0, input.Rank).Where(axis => !axes.Contains(axis)).ToArray();
        var strides = Shape.Of(kept.Select(axis => input.Sizes[axis])).Strides();
        input.ForEach((indices, offset) =>
        {
            var place = 0;
            for (var i = 0; i < kept.Length; i++) place += indices[kept[i]] * strides[i];
            groups[place].Add(input.Elements[offset]);
        });
        return Array.ConvertAll(groups, Fold);
    }
}
