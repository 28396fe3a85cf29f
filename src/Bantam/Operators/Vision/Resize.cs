using Bantam.Tensors;

namespace Bantam.Operators.Vision;

/// <summary>
/// An image, or a tensor of any rank, with more or fewer elements along its axes. Inputs: the tensor; the part of it that is resized as
/// starts and ends in shares of each axis, for <see cref="CoordinateTransformation.TfCropAndResize"/> only; either the scale of each axis
/// as Float or its length as Int64. Integers are computed in Float, rounded towards zero and saturate.
/// <see href="https://onnx.ai/onnx/operators/onnx__Resize.html"/>
/// </summary>
/// <param name="Mode">How elements are computed.</param>
/// <param name="Coordinates">Where they lie.</param>
public sealed record Resize(
    ResizeMode Mode = ResizeMode.Nearest, CoordinateTransformation Coordinates = CoordinateTransformation.HalfPixel) : Operator
{
    /// <summary>Which element is nearest.</summary>
    public NearestRounding Rounding { get; init; }

    /// <summary>What Keys calls a.</summary>
    public float CubicCoefficient { get; init; } = -0.75f;

    /// <summary>Whether elements outside of the tensor have no weight, rather than being those on its edge.</summary>
    public bool ExcludeOutside { get; init; }

    /// <summary>Whether the filter is as much wider as there are fewer elements in the result.</summary>
    public bool Antialias { get; init; }

    /// <summary>What lies outside of the tensor, for <see cref="CoordinateTransformation.TfCropAndResize"/>.</summary>
    public float ExtrapolationValue { get; init; }

    /// <summary>What becomes of the aspect ratio where lengths are given.</summary>
    public AspectRatioPolicy KeepAspectRatio { get; init; }

    /// <summary>The axes that the other inputs speak of; null stands for all.</summary>
    public Ints? ResizedAxes { get; init; }

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) => [inputs[0] with { Shape = new ResizeSizes(this, inputs).Output() }];

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var (sizes, shape, result) = (new ResizeSizes(this, inputs), inputs.Shape(0), Infer(inputs)[0].Shape);
        var labels = shape.Select((_, axis) => new AxisLabel(sizes.Keeps(axis) ? AxisKind.Pointwise : AxisKind.Windowed)).ToArray();
        return new AxisMap([AxisMap.Axes(shape, labels), null, null, null], [AxisMap.Axes(result, labels)]);
    }

    /// <inheritdoc/>
    public override bool Moves(int input) =>
        input == 0 && Mode == ResizeMode.Nearest && Coordinates != CoordinateTransformation.TfCropAndResize;

    /// <inheritdoc/>
    public override Tensor[]? Simplify(IReadOnlyList<Tensor?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var sizes = new ResizeSizes(this, OperatorInputs.Of(inputs));
        return Enumerable.Range(0, inputs[0]!.Shape.Rank).All(sizes.Keeps) ? [inputs[0]!] : null;
    }

    /// <inheritdoc/>
    public override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        var x = inputs[0]!;
        if (new ResizeSizes(this, OperatorInputs.Of(inputs)).Resized() is not { } axes) return null;
        var computed = Moves(0) || x.Element == ElementType.Double ? x : x.Cast(ElementType.Float);
        foreach (var axis in axes)
        {
            computed = Interpolate.Apply(computed, axis.Axis, ResizeTaps.Of(this, axis));
            if (Outside(axis) is not { } outside) continue;
            var mask = Tensor.From(outside, outside.Length).Reshape([-1, .. Enumerable.Repeat(1, x.Shape.Rank - axis.Axis - 1)]);
            computed = Tensor.Where(mask, ExtrapolationValue, computed);
        }

        if (x.Element.IsInteger() && computed.Element != x.Element) computed = Saturated(computed, x.Element.Info());
        return [computed.Cast(x.Element)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var given = new OperatorInputs([.. inputs.Select(i => i?.Type)], [null, .. inputs.Skip(1).Select(i => i?.ToTensor())]);
        var result = inputs[0]!;
        foreach (var axis in new ResizeSizes(this, given).Resized()!)
        {
            var (taps, outside) = (ResizeTaps.Of(this, axis), Outside(axis));
            var (source, sizes) = (result, result.Type.Shape.ToArray());
            sizes[axis.Axis] = axis.Length;
            result = new NdArray(result.Type with { Shape = new Shape(sizes) });
            result.ForEach((at, offset) =>
            {
                var place = at[axis.Axis];
                result.Elements[offset] = outside?[place] == true ? ExtrapolationValue : Sum(source, taps, axis.Axis, at);
            });
        }

        return [new NdArray(outputs[0], result.Elements)];
    }

    private static double Sum(NdArray source, Taps taps, int axis, int[] at)
    {
        int[] from = [.. at];
        var sum = 0.0;
        for (var k = at[axis] * taps.Count; k < (at[axis] + 1) * taps.Count; k++)
        {
            from[axis] = taps.Indices[k];
            sum += taps.Weights[k] * source[from];
        }

        return sum;
    }

    private static Tensor Saturated(Tensor x, ElementInfo info)
    {
        // The nearest floats that a cast does not take out of the type.
        var most = (float)info.Most;
        if ((double)most > (double)info.Most) most = MathF.BitDecrement(most);
        return x.Clip(x.Number((double)info.Least), x.Number(most));
    }

    /// <summary>Which elements of a result lie outside of the axis, where that matters.</summary>
    private bool[]? Outside(ResizeAxis axis)
    {
        if (Coordinates != CoordinateTransformation.TfCropAndResize) return null;
        var outside = Array.ConvertAll(axis.Coordinates(Coordinates), x => x < 0 || x > axis.Size - 1);
        return outside.Contains(true) ? outside : null;
    }
}
