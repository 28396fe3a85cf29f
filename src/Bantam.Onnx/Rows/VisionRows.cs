using Bantam.Onnx.Reading;
using Bantam.Operators.Convolution;
using Bantam.Operators.Vision;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;
using static Bantam.Onnx.Rows.WeightRole;

namespace Bantam.Onnx.Rows;

/// <summary>Images at points between their pixels, regions of images, and the choice among boxes.</summary>
internal static class VisionRows
{
    private const int VolumesSince = 20;

    /// <summary>The version before the one that brought pooling of regions to floats of 16 bits.</summary>
    private const int OldRegions = 21;

    private static readonly (string, GridSampleMode)[] Modes =
        [("linear", GridSampleMode.Linear), ("nearest", GridSampleMode.Nearest), ("cubic", GridSampleMode.Cubic)];

    private static readonly (string, GridSampleMode)[] EarlyModes =
        [("bilinear", GridSampleMode.Linear), ("nearest", GridSampleMode.Nearest), ("bicubic", GridSampleMode.Cubic)];

    private static readonly (string, GridSamplePadding)[] Paddings =
    [
        ("zeros", GridSamplePadding.Zeros), ("border", GridSamplePadding.Border), ("reflection", GridSamplePadding.Reflection),
    ];

    public static IEnumerable<OperatorRow> All =>
    [
        Of<GridSample>((a, op) => Sample(a, "linear", Modes, op), since: VolumesSince),
        new(nameof(GridSample), 16, node => node.Apply(Sample(node.Attributes, "bilinear", EarlyModes, null))),
        Of<AffineGrid>((a, op) => new(a.Bool("align_corners", false, op?.AlignCorners)), since: 20),
        Of<NonMaxSuppression>((a, op) => new(a.Bool("center_point_box", false, op?.CenterPointBox)), since: 10),
        Of<RoiAlign>((a, op) => Aligned(a, "half_pixel", op), since: 16) with { NewestRun = OldRegions },
        new(nameof(RoiAlign), 10, node => node.Apply(Aligned(node.Attributes, "output_half_pixel", null))),
        Of<MaxRoiPool>(Pooled) with { NewestRun = OldRegions },
        Of<DeformConv>(Deformed, since: 19).Weights(None, Trained, None, Trained),
    ];

    private static GridSample Sample(
        Attributes a, string usual, IReadOnlyList<(string Word, GridSampleMode Value)> modes, GridSample? op) => new(
        a.Choice("mode", usual, modes, op?.Mode), a.Choice("padding_mode", "zeros", Paddings, op?.Padding),
        a.Bool("align_corners", false, op?.AlignCorners));

    private static RoiAlign Aligned(Attributes a, string usual, RoiAlign? op) =>
        new(a.Int("output_height", 1, op?.Height), a.Int("output_width", 1, op?.Width))
        {
            IsMaximum = a.Choice("mode", "avg", [("avg", false), ("max", true)], op?.IsMaximum),
            SamplingRatio = a.Int("sampling_ratio", 0, op?.SamplingRatio),
            SpatialScale = a.Float("spatial_scale", 1, op?.SpatialScale),
            HalfPixel = a.Choice(
                "coordinate_transformation_mode", usual, [("half_pixel", true), ("output_half_pixel", false)], op?.HalfPixel),
        };

    private static MaxRoiPool Pooled(Attributes a, MaxRoiPool? op)
    {
        var shape = a.OptionalInts("pooled_shape", op is null ? null : [op.Height, op.Width]);
        return shape is { Count: 2 } ? new(shape[0], shape[1], a.Float("spatial_scale", 1, op?.SpatialScale))
            : throw a.Fault($"attribute 'pooled_shape' has two numbers; it is {shape?.ToString() ?? "missing"}.");
    }

    private static DeformConv Deformed(Attributes a, DeformConv? op) =>
        new(WindowRows.Convolution(a, op?.Attributes), a.Int("offset_group", 1, op?.OffsetGroups));
}
