using Bantam.Operators.Vision;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ResizeCases : IOperatorCases
{
    private static readonly Tensor Square = Floats([1f, 2, 3, 4], 1, 1, 2, 2), Row = Vector(0f, 10f, 20f, 30f);

    public static IEnumerable<OperatorCase> All =>
    [
        By(new Resize(ResizeMode.Linear), Square, [1, 1, 2, 2], "of known numbers, linear") with
        {
            Expected =
            [
                Floats([1f, 1.25f, 1.75f, 2, 1.5f, 1.75f, 2.25f, 2.5f, 2.5f, 2.75f, 3.25f, 3.5f, 3, 3.25f, 3.75f, 4], 1, 1, 4, 4),
            ],
        },
        By(new Resize(), Square, [1, 1, 2, 3], "of known numbers, nearest") with
        {
            Expected = [Floats([1f, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 3, 3, 3, 4, 4, 4], 1, 1, 4, 6)],
        },
        By(new Resize(ResizeMode.Linear, CoordinateTransformation.AlignCorners), Row, [1.75f], "whose corners stay") with
        {
            Expected = [Vector(0f, 5, 10, 15, 20, 25, 30)],
        },
        By(new Resize(ResizeMode.Linear) { Antialias = true }, Row, [0.5f], "that smooths") with
        {
            Expected = [Vector(6.25f, 23.75f)],
        },
        To(new Resize(ResizeMode.Linear, CoordinateTransformation.PytorchHalfPixel), Row, [1], "to one element") with
        {
            Expected = [Vector(0f)],
        },
        .. from rounding in Enum.GetValues<NearestRounding>()
           select By(new Resize(Coordinates: CoordinateTransformation.Asymmetric) { Rounding = rounding }, Row, [2],
               $"nearest, {rounding}") with
           {
               Expected =
               [
                   rounding is NearestRounding.RoundPreferFloor or NearestRounding.Floor
                       ? Vector(0f, 0, 10, 10, 20, 20, 30, 30) : Vector(0f, 10, 10, 20, 20, 30, 30, 30),
               ],
           },
        To(new Resize { KeepAspectRatio = AspectRatioPolicy.NotLarger }, Numbers(1, 2, 4), [5, 9, 9], "of one aspect ratio, not larger"),
        To(new Resize { KeepAspectRatio = AspectRatioPolicy.NotSmaller, ResizedAxes = [2, 1] }, Numbers(2, 3, 5), [7, 4],
            "of one aspect ratio, not smaller"),
        .. from mode in Enum.GetValues<ResizeMode>()
           from transformation in Enum.GetValues<CoordinateTransformation>()
           from scales in (float[][])[[1, 1.5f, 2.3f], [1, 0.4f, 0.7f]]
           where transformation != CoordinateTransformation.TfCropAndResize
           select By(new Resize(mode, transformation), Numbers(2, 5, 13), scales,
               $"of [2,5,13] by {scales[1]} and {scales[2]}, {mode}, {transformation}"),
        .. from mode in Enum.GetValues<ResizeMode>()
           from size in (int[])[1, 13, 17, 33]
           select To(new Resize(mode) { ResizedAxes = [1, 2] }, Numbers(2, 3, 4, size), [7, 5], $"of rows of {size}, {mode}"),
        .. from mode in (ResizeMode[])[ResizeMode.Linear, ResizeMode.Cubic]
           from length in (int[])[4, 19]
           select To(new Resize(mode) { Antialias = true, ResizedAxes = [-1] }, Numbers(3, 15), [length],
               $"that smooths to {length}, {mode}"),
        By(new Resize(ResizeMode.Cubic) { ExcludeOutside = true, CubicCoefficient = -0.5f }, Numbers(4, 6), [1.7f, 0.8f],
            "cubic, of what is inside"),
        .. from mode in Enum.GetValues<ResizeMode>()
           select new OperatorCase(
               $"Resize of a part, {mode}",
               new Resize(mode, CoordinateTransformation.TfCropAndResize) { ExtrapolationValue = 7, ResizedAxes = [2, 1] },
               [Numbers(2, 4, 5), Fixed(Vector(-0.2f, 0.25f, 0.9f, 1.5f)), null, Fixed(6, 7)])
           { IsDifferentiable = true, Tolerance = 1e-5 },
        new("Resize of bytes, linear", new Resize(ResizeMode.Linear),
            [Integers(ElementType.UInt8, 0, 255, 3, 5), null, Fixed(Vector(1f, 2.5f))]),
        new("Resize of bytes, cubic", new Resize(ResizeMode.Cubic),
            [Of<sbyte>([-128, -128, 127, 127, -128, 127], 6), null, Fixed(Vector(3f))]),
        new("Resize of Int64, nearest", new Resize(), [Integers(ElementType.Int64, 0, 100, 3, 5), null, null, Fixed(5, 13)]),
        new("Resize of Double, linear", new Resize(ResizeMode.Linear),
            [Tensor.FromDoubles(new TensorType(ElementType.Double, Shape.Of(3)), [1, 2, 4]), null, null, Fixed(5)]),
        By(new Resize(ResizeMode.Cubic), Vector(float.NaN, 1, 2, 3, 4, float.PositiveInfinity), [0.5f], "of no numbers") with
        {
            IsDifferentiable = false,
        },
        new("Resize by nothing", new Resize(ResizeMode.Linear), [Numbers(3, 4), null, Fixed(Vector(1f, 1f))]) { IsDifferentiable = true },
        new("Resize of nothing", new Resize(ResizeMode.Linear), [Numbers(0, 4), null, null, Fixed(0, 7)]),
        new("Resize of a number", new Resize { ResizedAxes = [] }, [Number(3f), null, null, Fixed()]),
    ];

    private static OperatorCase By(Resize op, Tensor x, float[] scales, string name) =>
        new($"Resize {name}", op, [x, null, Fixed(Vector(scales))]) { IsDifferentiable = true, Tolerance = 1e-5 };

    private static OperatorCase To(Resize op, Tensor x, long[] lengths, string name) =>
        new($"Resize {name}", op, [x, null, null, Fixed(lengths)]) { IsDifferentiable = true, Tolerance = 1e-5 };
}
