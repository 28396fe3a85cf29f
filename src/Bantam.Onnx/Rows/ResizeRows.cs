using Bantam.Onnx.Reading;
using Bantam.Operators.Vision;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;

namespace Bantam.Onnx.Rows;

/// <summary>Resize, and what it was before.</summary>
internal static class ResizeRows
{
    private static readonly (string, ResizeMode)[] Modes =
        [("nearest", ResizeMode.Nearest), ("linear", ResizeMode.Linear), ("cubic", ResizeMode.Cubic)];

    private static readonly (string, ResizeMode)[] EarlyModes = [.. Modes[..2], ("bilinear", ResizeMode.Linear)];

    private static readonly (string, CoordinateTransformation)[] Transformations =
    [
        ("half_pixel", CoordinateTransformation.HalfPixel), ("half_pixel_symmetric", CoordinateTransformation.HalfPixelSymmetric),
        ("pytorch_half_pixel", CoordinateTransformation.PytorchHalfPixel), ("align_corners", CoordinateTransformation.AlignCorners),
        ("asymmetric", CoordinateTransformation.Asymmetric), ("tf_crop_and_resize", CoordinateTransformation.TfCropAndResize),
    ];

    private static readonly (string, NearestRounding)[] Roundings =
    [
        ("round_prefer_floor", NearestRounding.RoundPreferFloor), ("round_prefer_ceil", NearestRounding.RoundPreferCeil),
        ("floor", NearestRounding.Floor), ("ceil", NearestRounding.Ceil),
    ];

    private static readonly (string, AspectRatioPolicy)[] Policies =
    [
        ("stretch", AspectRatioPolicy.Stretch), ("not_larger", AspectRatioPolicy.NotLarger), ("not_smaller", AspectRatioPolicy.NotSmaller),
    ];

    public static IEnumerable<OperatorRow> All =>
    [
        Of<Resize>(Resized, since: 11) with { Read = Late },
        new(nameof(Resize), 10, ByScales),
        new("Upsample", 9, ByScales),
        new("Upsample", 7, BySaidScales),
    ];

    private static Resize Resized(Attributes a, Resize? op) => new(
        a.Choice("mode", "nearest", Modes, op?.Mode),
        a.Choice("coordinate_transformation_mode", "half_pixel", Transformations, op?.Coordinates))
    {
        Rounding = a.Choice("nearest_mode", "round_prefer_floor", Roundings, op?.Rounding),
        CubicCoefficient = a.Float("cubic_coeff_a", -0.75f, op?.CubicCoefficient),
        ExcludeOutside = a.Bool("exclude_outside", false, op?.ExcludeOutside),
        Antialias = a.Bool("antialias", false, op?.Antialias),
        ExtrapolationValue = a.Float("extrapolation_value", 0, op?.ExtrapolationValue),
        KeepAspectRatio = a.Choice("keep_aspect_ratio_policy", "stretch", Policies, op?.KeepAspectRatio),
        ResizedAxes = a.OptionalInts("axes", op?.ResizedAxes),
    };

    /// <summary>Before version 13 an input that does not count was a tensor without elements.</summary>
    private static Tensor[] Late(OnnxNode node) => node.Apply(
        Resized(node.Attributes, null), node.Input(0), Given(node.Optional(1)), Given(node.Optional(2)), Given(node.Optional(3)));

    private static Tensor? Given(Tensor? input) => input is { } tensor && tensor.Shape.Count == 0 ? null : input;

    private static Tensor[] ByScales(OnnxNode node) => node.Apply(Early(node), node.Input(0), null, node.Input(1));

    private static Tensor[] BySaidScales(OnnxNode node)
    {
        float[] scales = [.. node.Attributes.Floats("scales") ?? throw node.Error("attribute 'scales' is missing.")];
        return node.Apply(Early(node), node.Input(0), null, Tensor.From(scales, scales.Length));
    }

    /// <summary>Before version 11 pixels were points, and the one before a place was the nearest.</summary>
    private static Resize Early(OnnxNode node) =>
        new(node.Attributes.Choice("mode", "nearest", EarlyModes, null), CoordinateTransformation.Asymmetric)
        {
            Rounding = NearestRounding.Floor,
        };
}
