namespace Bantam.Vision;

/// <summary>Where a picture lies in what a network is given, so that what it finds can be shown in the picture.</summary>
/// <param name="PictureWidth">The picture's own width.</param>
/// <param name="PictureHeight">The picture's own height.</param>
/// <param name="Width">Its width in the input, in pixels.</param>
/// <param name="Height">Its height in the input.</param>
/// <param name="Left">The column of the input at which it begins; below 0 where it is cut off.</param>
/// <param name="Top">The row at which it begins.</param>
public readonly record struct PicturePlacement(int PictureWidth, int PictureHeight, int Width, int Height, int Left, int Top)
{
    /// <summary>A place in the input as one in the picture, both in pixels from the top left corner.</summary>
    public (float X, float Y) ToPicture(float x, float y) =>
        ((x - Left) * PictureWidth / Width, (y - Top) * PictureHeight / Height);

    /// <summary>A box in the input as the box in the picture, without what lies beside the picture.</summary>
    public Box ToPicture(Box box)
    {
        var ((left, top), (right, bottom)) = (ToPicture(box.Left, box.Top), ToPicture(box.Right, box.Bottom));
        return new Box(
            Math.Clamp(left, 0, PictureWidth), Math.Clamp(top, 0, PictureHeight),
            Math.Clamp(right, 0, PictureWidth), Math.Clamp(bottom, 0, PictureHeight));
    }
}
