using Bantam.Tensors;

namespace Bantam.Operators.Vision;

/// <summary>
/// Images [N, C, …] (input 0) at the points of a grid [N, …, axes] (input 1), whose numbers go from −1 to 1 across the image and name the
/// last axis first. <see href="https://onnx.ai/onnx/operators/onnx__GridSample.html"/>
/// </summary>
/// <param name="Mode">How elements are computed.</param>
/// <param name="Padding">What is outside of the image.</param>
/// <param name="AlignCorners">Whether −1 and 1 are the middles of the first and the last pixel, rather than their outer edges.</param>
public sealed record GridSample(
    GridSampleMode Mode = GridSampleMode.Linear, GridSamplePadding Padding = GridSamplePadding.Zeros, bool AlignCorners = false) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (images, grid) = (inputs.Shape(0), inputs.Shape(1));
        if (images.Rank < 3 || grid.Rank != images.Rank || Dimension.Differ(grid[-1], images.Rank - 2))
            throw new ShapeException(
                $"images [N, C, …] and a grid [N, …, axes] have equally many axes; the images are {images}, the grid is {grid}.");
        if (Dimension.Differ(images[0], grid[0]))
            throw new ShapeException($"each image has a grid; there are {images[0]} images in {images}, {grid[0]} grids in {grid}.");
        if (!inputs[1].Element.IsFloating() || (Mode != GridSampleMode.Nearest && !inputs[0].Element.IsFloating()))
            throw new ShapeException($"points and what is computed between them are floats; images are {inputs[0]}, grids {inputs[1]}.");
        return [inputs[0] with { Shape = new Shape([images[0], images[1], .. grid.Skip(1).SkipLast(1)]) }];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var (images, grid) = (inputs.Shape(0), inputs.Shape(1));
        var (own, points) = (AxisMap.Labels(images, AxisKind.Gathered), AxisMap.Labels(grid));
        (own[0], own[1]) = (points[0], new AxisLabel());
        var (pixels, named) = (AxisMap.Axes(images, own), AxisMap.Axes(grid, points));
        return new AxisMap([pixels, named], [[pixels[0], pixels[1], .. named[1..^1]]]);
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var (images, grid) = (inputs[0]!, inputs[1]!);
        var sizes = images.Shape.Skip(2).Select(d => d.Size).ToArray();
        var element = images.Element == ElementType.Double ? ElementType.Double : ElementType.Float;
        var points = grid.Cast(element);
        var axes = sizes.Select((size, axis) =>
        {
            var point = Wrapped(Pixel(points.Gather(Tensor.Scalar((long)(sizes.Length - 1 - axis)), grid.Shape.Rank - 1), size), size);
            var taps = Mode switch
            {
                GridSampleMode.Linear => PointSampling.Linear(point),
                GridSampleMode.Cubic => PointSampling.Cubic(point),
                _ => PointSampling.Nearest(point),
            };
            if (Padding == GridSamplePadding.Zeros) return PointSampling.Inside(taps, size);
            return Padding == GridSamplePadding.Border ? taps : (Reflected(taps.Places, size).Round(), taps.Weights);
        });
        var first = PointSampling.FirstPixels(images.Shape[0].Size, sizes.Aggregate(1, (a, b) => a * b), grid.Shape.Rank - 1);
        var rows = PointSampling.Rows(images.Cast(element));
        return [PointSampling.Images(PointSampling.Sum(rows, first, [.. axes], sizes), [.. grid.Shape.SkipLast(1)]).Cast(images.Element)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (images, grid, result) = (inputs[0]!, inputs[1]!, new NdArray(outputs[0]));
        var rank = images.Rank - 2;
        result.ForEach((at, offset) =>
        {
            int[] place = [at[0], .. at[2..], 0];
            var points = new double[rank];
            for (var axis = 0; axis < rank; axis++)
            {
                place[^1] = rank - 1 - axis;
                points[axis] = GridPoints.Pixel(this, grid[place], images.Sizes[axis + 2]);
            }

            result.Elements[offset] = Sum(images, points, [at[0], at[1], .. new int[rank]], 0);
        });
        return [result];
    }

    private double Sum(NdArray images, double[] points, int[] at, int axis)
    {
        if (axis == points.Length) return images[at];
        var sum = 0.0;
        foreach (var (place, weight) in GridPoints.Taps(this, points[axis], images.Sizes[axis + 2]))
        {
            at[axis + 2] = place;
            sum += weight * Sum(images, points, at, axis + 1);
        }

        return sum;
    }

    /// <summary>Where among the pixels of an axis a number of the grid lies.</summary>
    private Tensor Pixel(Tensor x, int size) => AlignCorners ? (x + 1.0) * ((size - 1) / 2.0) : (((x + 1.0) * (double)size) - 1.0) * 0.5;

    /// <summary>What lies outside of the image, brought into it.</summary>
    private Tensor Wrapped(Tensor point, int size) => Padding switch
    {
        GridSamplePadding.Zeros => point,
        GridSamplePadding.Reflection => Reflected(point, size),
        _ => Mode == GridSampleMode.Cubic ? point : point.Clip(point.Number(0), point.Number(size - 1)),
    };

    private Tensor Reflected(Tensor point, int size)
    {
        var (low, high) = GridPoints.Mirrors(this, size);
        if (low == high) return point * 0.0;
        var distance = (point - low).Abs();
        var turns = (distance * (1 / (high - low))).Floor();
        var rest = distance - (turns * (high - low));
        var isEven = Tensor.Equal((turns * 0.5).Floor() * 2.0, turns);
        return Tensor.Where(isEven, rest + low, high - rest);
    }
}
