namespace Bantam.Training.Data;

/// <summary>How a picture lies in memory: row by row from the top, each pixel with all its channels.</summary>
/// <param name="Height">Its height in pixels.</param>
/// <param name="Width">Its width in pixels.</param>
/// <param name="PixelBytes">The bytes of a pixel: of all its channels.</param>
public readonly record struct PixelLayout(int Height, int Width, int PixelBytes)
{
    /// <summary>The bytes of a row.</summary>
    public int RowBytes => Width * PixelBytes;

    internal static PixelLayout Of(Field field) =>
        new(field.Shape[0].Size, field.Shape[1].Size, field.Bytes / Math.Max(field.Shape[0].Size * field.Shape[1].Size, 1));
}
