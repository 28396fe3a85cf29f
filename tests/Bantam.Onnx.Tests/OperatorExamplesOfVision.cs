using Bantam.Operators;
using Bantam.Operators.Convolution;
using Bantam.Operators.Vision;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests;

/// <summary>The examples of operators on images that look between pixels or choose regions.</summary>
internal static class OperatorExamplesOfVision
{
    private static readonly TensorType Image = TensorType.Float(1, 4, 6, 7);
    private static readonly Tensor Grid = Tensor.Random(Shape.Of(1, 3, 5, 2), seed: 3, low: -1.5f, high: 1.5f);
    private static readonly Tensor Regions = Tensor.From<float>([0.5f, 1, 4, 5, 1, 0, 6, 3], 2, 4);

    /// <summary>An operator and its inputs, as in <see cref="OperatorExamples.All"/>.</summary>
    public static IReadOnlyList<(Operator Operator, object?[] Inputs)> All { get; } =
    [
        (new Resize(), [Image, null, Scales(1, 1, 2, 1.5f)]),
        (new Resize(ResizeMode.Nearest, CoordinateTransformation.Asymmetric) { Rounding = NearestRounding.Ceil },
            [Image, null, null, Tensor.From<long>([1, 4, 9, 5], 4)]),
        (new Resize(ResizeMode.Linear, CoordinateTransformation.AlignCorners), [Image, null, null, Tensor.From<long>([1, 4, 9, 5], 4)]),
        (new Resize(ResizeMode.Linear, CoordinateTransformation.PytorchHalfPixel), [Image, null, Scales(1, 1, 0.5f, 2)]),
        (new Resize(ResizeMode.Linear, CoordinateTransformation.HalfPixelSymmetric), [Image, null, Scales(1, 1, 0.7f, 2.2f)]),
        (new Resize(ResizeMode.Cubic) { CubicCoefficient = -0.5f, ExcludeOutside = true }, [Image, null, Scales(1, 1, 2, 1.5f)]),
        (new Resize(ResizeMode.Linear) { Antialias = true, ResizedAxes = [2, 3] }, [Image, null, Scales(0.5f, 0.6f)]),
        (new Resize(ResizeMode.Cubic) { Antialias = true }, [Image, null, Scales(1, 1, 0.5f, 0.6f)]),
        (new Resize(ResizeMode.Linear) { KeepAspectRatio = AspectRatioPolicy.NotLarger, ResizedAxes = [2, 3] },
            [Image, null, null, Tensor.From<long>([12, 12], 2)]),
        (new Resize(ResizeMode.Linear, CoordinateTransformation.TfCropAndResize) { ExtrapolationValue = 3 },
            [Image, Scales(0, 0, -0.2f, 0.1f, 1, 1, 0.7f, 1.3f), null, Tensor.From<long>([1, 4, 5, 6], 4)]),
        .. from mode in Enum.GetValues<GridSampleMode>()
           from padding in Enum.GetValues<GridSamplePadding>()
           let op = new GridSample(mode, padding, AlignCorners: padding != GridSamplePadding.Reflection)
           select ((Operator)op, (object?[])[Image, Grid]),
        (new AffineGrid(AlignCorners: true), [TensorType.Float(2, 2, 3), Tensor.From<long>([2, 3, 4, 5], 4)]),
        (new NonMaxSuppression(CenterPointBox: true),
            [Tensor.Random(Shape.Of(1, 9, 4), seed: 3, low: 0.2f), Tensor.Random(Shape.Of(1, 2, 9), seed: 4), Tensor.From<long>([4], 1),
            Tensor.From<float>([0.3f], 1), Tensor.From<float>([0.2f], 1)]),
        (new RoiAlign(3, 2) { SamplingRatio = 2, SpatialScale = 0.8f, HalfPixel = false }, [Image, Regions, Tensor.From<long>([0, 0], 2)]),
        (new RoiAlign(3, 2) { IsMaximum = true, SamplingRatio = 1 }, [Image, Regions, Tensor.From<long>([0, 0], 2)]),
        (new RoiAlign(2, 2), [Image, Regions, Tensor.From<long>([0, 0], 2)]),
        (new MaxRoiPool(3, 2, 0.8f), [Image, Tensor.From<float>([0, 1, 1, 4, 5, 0, 0, 0, 6, 3], 2, 5)]),
        (new DeformConv(new ConvolutionAttributes([2, 1], [1, 0, 0, 1], [1, 2], 2), OffsetGroups: 2),
            [Image, TensorType.Float(6, 2, 3, 2), TensorType.Float(1, 24, 3, 6), TensorType.Float(6), TensorType.Float(1, 12, 3, 6)]),
    ];

    private static Tensor Scales(params float[] scales) => Tensor.From(scales, scales.Length);
}
