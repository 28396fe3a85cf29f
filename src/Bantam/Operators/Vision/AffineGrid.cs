using Bantam.Tensors;

namespace Bantam.Operators.Vision;

/// <summary>
/// The grid with which <see cref="GridSample"/> transforms images: for each pixel of a result its place under an affine map. Inputs: the
/// maps [N, axes, axes + 1], and the shape of the images that are to be made, [N, C, …].
/// <see href="https://onnx.ai/onnx/operators/onnx__AffineGrid.html"/>
/// </summary>
/// <param name="AlignCorners">Whether −1 and 1 are the middles of the first and the last pixel, rather than their outer edges.</param>
public sealed record AffineGrid(bool AlignCorners = false) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (maps, sizes) = (inputs.Shape(0), inputs.Sizes(1, "The size"));
        var axes = sizes.Count - 2;
        if (axes is < 1 or > 3 || maps.Rank != 3 || Dimension.Differ(maps[1], axes) || Dimension.Differ(maps[2], axes + 1))
            throw new ShapeException(
                $"maps of images of one to three spatial axes are [N, axes, axes + 1]; they are {maps}, "
                + $"and the size has {sizes.Count} numbers.");
        if (Dimension.Differ(maps[0], sizes[0])) throw new ShapeException($"each image has a map; {sizes[0]} images have {maps[0]} maps.");
        return [inputs[0] with { Shape = new Shape([maps[0], .. sizes.Skip(2), axes]) }];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var (maps, grid) = (inputs.Shape(0), Infer(inputs)[0].Shape);
        var (own, named) = (AxisMap.Labels(maps), AxisMap.Labels(grid));
        (named[0], named[^1]) = (own[0], own[1]);
        return new AxisMap([AxisMap.Axes(maps, own), null], [AxisMap.Axes(grid, named)]);
    }

    /// <summary>A product with the pixels' places before the map, and ones.</summary>
    public override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        if (OperatorInputs.Of(inputs).Dimensions(1) is not { } given) return null;
        var maps = inputs[0]!;
        int[] sizes = [.. given.Skip(2).Select(d => d.Size)];
        var (pixels, columns) = (sizes.Aggregate(1, (a, b) => a * b), sizes.Length + 1);
        var places = new double[pixels * columns];
        Array.Fill(places, 1);
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            var rest = pixel;
            for (var axis = sizes.Length - 1; axis >= 0; axis--)
            {
                places[(pixel * columns) + sizes.Length - 1 - axis] = Place(rest % sizes[axis], sizes[axis]);
                rest /= sizes[axis];
            }
        }

        var element = maps.Element == ElementType.Double ? ElementType.Double : ElementType.Float;
        var before = Tensor.FromDoubles(new TensorType(element, Shape.Of(pixels, columns)), places);
        var grid = before.MatMul(maps.Cast(element).TransposeLast());
        return [grid.Reshape(new Shape([maps.Shape[0], .. given.Skip(2), sizes.Length])).Cast(maps.Element)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (maps, result) = (inputs[0]!, new NdArray(outputs[0]));
        var axes = result.Rank - 2;
        result.ForEach((at, offset) =>
        {
            var sum = maps[at[0], at[^1], axes];
            for (var axis = 0; axis < axes; axis++)
                sum += maps[at[0], at[^1], axis] * Place(at[axes - axis], result.Sizes[axes - axis]);
            result.Elements[offset] = sum;
        });
        return [result];
    }

    private double Place(int pixel, int size)
    {
        if (!AlignCorners) return (((2.0 * pixel) + 1) / size) - 1;
        return size == 1 ? 0 : (2.0 * pixel / (size - 1)) - 1;
    }
}
