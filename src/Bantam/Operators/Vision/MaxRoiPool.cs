using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Operators.Vision;

/// <summary>
/// Regions of images, each brought to one size: of each cell of a region the largest pixel, 0 of a cell without any (Girshick 2015, Fast
/// R-CNN). Inputs: images [N, C, height, width], and regions [regions, 5] as the number of the image, x₁, y₁, x₂, y₂.
/// <see href="https://onnx.ai/onnx/operators/onnx__MaxRoiPool.html"/>
/// </summary>
/// <param name="Height">The height of the results.</param>
/// <param name="Width">Their width.</param>
/// <param name="SpatialScale">How many pixels of the images one unit of the regions is.</param>
public sealed record MaxRoiPool(int Height, int Width, float SpatialScale = 1) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (images, regions) = (inputs.Shape(0), inputs.Shape(1));
        if (images.Rank != 4 || regions.Rank != 2 || Dimension.Differ(regions[1], 5))
            throw new ShapeException($"images are [N, C, height, width], regions [regions, 5]; they are {images} and {regions}.");
        if (Height < 1 || Width < 1)
            throw new ShapeException($"results have a height and a width from 1 on; they are {Height} and {Width}.");
        return [inputs[0] with { Shape = new Shape(regions[0], images[1], Height, Width) }];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var (images, regions) = (inputs.Shape(0), inputs.Shape(1));
        var (own, named) = (AxisMap.Labels(images, AxisKind.Gathered), AxisMap.Labels(regions));
        own[1] = new AxisLabel();
        return new AxisMap(
            [AxisMap.Axes(images, own), AxisMap.Axes(regions, named)],
            [AxisMap.Axes(Infer(inputs)[0].Shape, [named[0], own[1], new AxisLabel(), new AxisLabel()])]);
    }

    /// <summary>The largest along each line of a cell, then the largest of those.</summary>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var (images, regions) = (inputs[0]!, inputs[1]!);
        var (height, width) = (images.Shape[2].Size, images.Shape[3].Size);
        var own = images.Gather(regions.Gather(Tensor.Scalar(0L), 1).Cast(ElementType.Int64));
        var (inX, inY) = (Cells(regions, 1, Width, width), Cells(regions, 2, Height, height));

        // [regions, C, height, cells of x], then [regions, C, cells of y, cells of x]
        var lines = Tensor.Where(inX.Unsqueeze(1, 2), own.Unsqueeze(3), double.NegativeInfinity).ReduceMax([4]);
        var cells = Tensor.Where(inY.Unsqueeze(1, 4), lines.Unsqueeze(2), double.NegativeInfinity).ReduceMax([3]);
        var isFilled = Any(inY).Unsqueeze(1, 3) & Any(inX).Unsqueeze(1, 2);
        return [Tensor.Where(isFilled, cells, 0)];

        static Tensor Any(Tensor condition) => condition.Cast(ElementType.Float).ReduceMax([-1]) > 0;
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (images, regions, result) = (inputs[0]!, inputs[1]!, new NdArray(outputs[0]));
        result.ForEach((at, offset) =>
        {
            var n = Positions.Checked(Math.Truncate(regions[at[0], 0]), images.Sizes[0]);
            var (top, bottom) = Cell(regions, at[0], 2, at[2], Height, images.Sizes[2]);
            var (left, right) = Cell(regions, at[0], 1, at[3], Width, images.Sizes[3]);
            if (bottom <= top || right <= left) return;
            var largest = double.NegativeInfinity;
            for (var y = top; y < bottom; y++)
                for (var x = left; x < right; x++)
                    largest = Math.Max(largest, images[n, at[1], y, x]);
            result.Elements[offset] = largest;
        });
        return [result];
    }

    /// <summary>The first pixel of a cell along an axis, and the one behind its last.</summary>
    private (int First, int End) Cell(NdArray regions, int region, int column, int cell, int cells, int size)
    {
        var start = Rounded(regions[region, column] * SpatialScale);
        var length = Math.Max(Rounded(regions[region, column + 2] * SpatialScale) - start + 1, 1);
        return (Clamped(start + Math.Floor(cell * length / cells)), Clamped(start + Math.Ceiling((cell + 1) * length / cells)));

        int Clamped(double place) => (int)Math.Clamp(place, 0, size);

        static double Rounded(double x) => Math.Floor(x + 0.5);
    }

    /// <summary>Whether a pixel along an axis is in a cell: [regions, cells, size].</summary>
    private Tensor Cells(Tensor regions, int column, int cells, int size)
    {
        var ends = Enumerable.Range(0, 2)
            .Select(i => ((regions.Gather(Tensor.Scalar((long)(column + (2 * i))), 1) * (double)SpatialScale) + 0.5).Floor())
            .ToArray();
        var start = ends[0].Reshape(-1, 1);
        var length = Tensor.Max(ends[1].Reshape(-1, 1) - start + 1.0, 1);
        var numbers = Counted(cells);
        var first = start + (numbers * length / (double)cells).Floor();
        var end = start + ((numbers + 1.0) * length / (double)cells).Ceil();
        var pixels = Counted(size);
        return (first.Unsqueeze(2) <= pixels) & (end.Unsqueeze(2) > pixels);

        Tensor Counted(int count) =>
            Tensor.FromDoubles(new TensorType(regions.Element, Shape.Of(count)), [.. Enumerable.Range(0, count).Select(i => (double)i)]);
    }
}
