namespace Bantam.Operators.Vision;

/// <summary>One axis that is resized.</summary>
/// <param name="Axis">Which.</param>
/// <param name="Size">The elements that there are.</param>
/// <param name="Length">The elements that there will be.</param>
/// <param name="Scale">How many times as many they are, before that was rounded to a whole number.</param>
/// <param name="Start">Where the part that is resized begins, as a share of the axis.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct ResizeAxis(int Axis, int Size, int Length, double Scale, double Start, double End)
{
    /// <summary>Where each element of the result lies among those of the input.</summary>
    public double[] Coordinates(CoordinateTransformation transformation)
    {
        var (size, scale, start, end) = (Size, Scale, Start, End);
        var length = scale * size;
        var offset = size / 2.0 * (1 - (Length / length));
        return [.. Enumerable.Range(0, Length).Select(x => transformation switch
        {
            CoordinateTransformation.Asymmetric => x / scale,
            CoordinateTransformation.AlignCorners => length == 1 ? 0 : x * (size - 1) / (length - 1),
            CoordinateTransformation.PytorchHalfPixel when length == 1 => -0.5,
            CoordinateTransformation.HalfPixelSymmetric => offset + ((x + 0.5) / scale) - 0.5,
            CoordinateTransformation.TfCropAndResize => (start * (size - 1))
                + (length == 1 ? (end - start) * (size - 1) / 2 : x * (end - start) * (size - 1) / (length - 1)),
            _ => ((x + 0.5) / scale) - 0.5,
        })];
    }
}
