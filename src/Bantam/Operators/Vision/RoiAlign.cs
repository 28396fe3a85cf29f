using Bantam.Tensors;

namespace Bantam.Operators.Vision;

/// <summary>
/// Regions of images, each brought to one size: of each cell of a region the mean or the largest of samples between the pixels (He et al.
/// 2017, Mask R-CNN). Inputs: images [N, C, height, width]; regions [regions, 4] as x₁, y₁, x₂, y₂; the image of each as Int64.
/// <see href="https://onnx.ai/onnx/operators/onnx__RoiAlign.html"/>
/// </summary>
/// <param name="Height">The height of the results.</param>
/// <param name="Width">Their width.</param>
public sealed record RoiAlign(int Height = 1, int Width = 1) : Operator
{
    /// <summary>Whether the largest sample counts, rather than the mean. Of a sample the largest weighted pixel is taken.</summary>
    public bool IsMaximum { get; init; }

    /// <summary>Samples of a cell along each axis; 0 stands for one a pixel that it spans.</summary>
    public int SamplingRatio { get; init; }

    /// <summary>How many pixels of the images one unit of the regions is.</summary>
    public float SpatialScale { get; init; } = 1;

    /// <summary>Whether pixels are areas, so that regions lie half a pixel before; else they are of one pixel at least.</summary>
    public bool HalfPixel { get; init; } = true;

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (images, regions, batch) = (inputs.Shape(0), inputs.Shape(1), inputs.Shape(2));
        if (images.Rank != 4 || regions.Rank != 2 || Dimension.Differ(regions[1], 4))
            throw new ShapeException($"images are [N, C, height, width], regions [regions, 4]; they are {images} and {regions}.");
        if (batch.Rank != 1 || Dimension.Differ(batch[0], regions[0]))
            throw new ShapeException($"each region is of an image; the regions are {regions}, the numbers of their images {batch}.");
        if (Height < 1 || Width < 1 || SamplingRatio < 0)
            throw new ShapeException(
                $"results have a height and a width from 1 on, and a cell some samples; they are {Height}, {Width} and {SamplingRatio}.");
        return [inputs[0] with { Shape = new Shape(regions[0], images[1], Height, Width) }];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var (images, regions) = (inputs.Shape(0), inputs.Shape(1));
        var (own, named) = (AxisMap.Labels(images, AxisKind.Gathered), AxisMap.Labels(regions));
        own[1] = new AxisLabel();
        AxisLabel[] result = [named[0], own[1], new AxisLabel(), new AxisLabel()];
        return new AxisMap(
            [AxisMap.Axes(images, own), AxisMap.Axes(regions, named), [AxisMap.Axis(named[0], regions[0])]],
            [AxisMap.Axes(Infer(inputs)[0].Shape, result)]);
    }

    /// <summary>Each cell is one weighted sum, or the largest of weighted pixels. How many, must not depend on the region.</summary>
    public override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        if (SamplingRatio == 0) return null;
        var (images, batch) = (inputs[0]!, inputs[2]!);
        var (height, width) = (images.Shape[2].Size, images.Shape[3].Size);
        var element = images.Element == ElementType.Double ? ElementType.Double : ElementType.Float;
        var regions = inputs[1]!.Cast(element);
        var (y, yWeights) = Samples(regions, 1, Height, height);
        var (x, xWeights) = Samples(regions, 0, Width, width);

        // [regions, height, width, samples and taps of y, those of x]
        var first = batch.Cast(ElementType.Int32).Reshape(-1, 1, 1, 1, 1) * (double)(height * width);
        var indices = first + (y.Unsqueeze(2, 4) * (double)width) + x.Unsqueeze(1, 3);
        var weights = yWeights.Unsqueeze(2, 4) * xWeights.Unsqueeze(1, 3);
        var taps = 4 * SamplingRatio * SamplingRatio;
        var flat = new Shape(regions.Shape[0] * (Height * Width), taps);
        var rows = PointSampling.Rows(images.Cast(element));
        if (!IsMaximum) weights *= 1.0 / (SamplingRatio * SamplingRatio);
        (indices, weights) = (indices.Reshape(flat), weights.Reshape(flat));
        var cells = IsMaximum ? (rows.Gather(indices) * weights.Unsqueeze(-1)).ReduceMax([1])
            : new Interpolate(0).ApplyOne(rows, indices, weights);
        return [PointSampling.Images(cells, [regions.Shape[0], Height, Width]).Cast(images.Element)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (images, regions, batch, result) = (inputs[0]!, inputs[1]!, inputs[2]!, new NdArray(outputs[0]));
        result.ForEach((at, offset) =>
        {
            var n = (long)batch.Elements[at[0]];
            if (n < 0 || n >= images.Sizes[0]) throw new AxisIndexException(n, images.Sizes[0]);
            var (sum, largest, count) = (0.0, double.NegativeInfinity, 0);
            foreach (var (y0, y1, v) in Samples(regions, at[0], 1, at[2], Height, images.Sizes[2]))
            {
                foreach (var (x0, x1, u) in Samples(regions, at[0], 0, at[3], Width, images.Sizes[3]))
                {
                    double[] parts =
                    [
                        Part(y0, x0, (1 - v) * (1 - u)), Part(y0, x1, (1 - v) * u), Part(y1, x0, v * (1 - u)), Part(y1, x1, v * u),
                    ];
                    sum += parts.Sum();
                    largest = Math.Max(largest, parts.Max());
                    count++;
                }
            }

            result.Elements[offset] = count == 0 ? 0 : IsMaximum ? largest : sum / count;

            double Part(int y, int x, double weight) => y < 0 || x < 0 ? 0 : weight * images[(int)n, at[1], y, x];
        });
        return [result];
    }

    /// <summary>Where a region begins along an axis, and the length of its cells.</summary>
    private (double Start, double Cell) Cells(NdArray regions, int region, int column, int cells)
    {
        var shift = HalfPixel ? 0.5 : 0;
        var start = (regions[region, column] * SpatialScale) - shift;
        var length = (regions[region, column + 2] * SpatialScale) - shift - start;
        return (start, (HalfPixel ? length : Math.Max(length, 1)) / cells);
    }

    /// <summary>Of each sample of a cell the pixels before and behind it, and how far it is from the former, or −1.</summary>
    private IEnumerable<(int Before, int Behind, double Distance)> Samples(
        NdArray regions, int region, int column, int cell, int cells, int size)
    {
        var (start, length) = Cells(regions, region, column, cells);
        var samples = SamplingRatio > 0 ? SamplingRatio : (int)Math.Ceiling(length);
        for (var i = 0; i < samples; i++)
        {
            var place = start + (cell * length) + ((i + 0.5) * length / samples);
            if (size == 0 || !(place >= -1 && place <= size))
            {
                yield return (-1, -1, 0);
                continue;
            }

            place = Math.Clamp(place, 0, size - 1);
            var before = (int)place;
            yield return (before, Math.Min(before + 1, size - 1), place - before);
        }
    }

    /// <summary>The pixels beside the samples of all cells of an axis and their weights: [regions, cells, samples · 2].</summary>
    private (Tensor Indices, Tensor Weights) Samples(Tensor regions, int column, int cells, int size)
    {
        var ends = Enumerable.Range(0, 2)
            .Select(i => (regions.Gather(Tensor.Scalar((long)(column + (2 * i))), 1) * (double)SpatialScale) - (HalfPixel ? 0.5 : 0))
            .ToArray();
        var (start, length) = (ends[0], ends[1] - ends[0]);
        if (!HalfPixel) length = Tensor.Max(length, 1);
        double[] steps = [.. Enumerable.Range(0, cells * SamplingRatio).Select(i => (i + 0.5) / (SamplingRatio * cells))];
        var at = Tensor.FromDoubles(new TensorType(regions.Element, Shape.Of(cells, SamplingRatio)), steps);
        var place = start.Reshape(-1, 1, 1) + (length.Reshape(-1, 1, 1) * at);
        var isInside = (place >= -1) & (place <= size);
        place = place.Clip(place.Number(0), place.Number(size - 1));
        var (pixels, weights) = PointSampling.Linear(place);
        weights = Tensor.Where(isInside.Unsqueeze(-1), weights, 0);
        var shape = new Shape(regions.Shape[0], cells, SamplingRatio * 2);
        return (PointSampling.Index(pixels, size).Reshape(shape), weights.Reshape(shape));
    }
}
