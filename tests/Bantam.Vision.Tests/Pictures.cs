namespace Bantam.Vision.Tests;

/// <summary>Pictures that are made by a formula.</summary>
internal static class Pictures
{
    /// <summary>Slopes, edges and something like noise: the picture of eng/record-resizing.py.</summary>
    public static Picture Of(int width, int height)
    {
        var picture = new Picture(width, height);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                for (var c = 0; c < 3; c++)
                    picture.Pixels[(((y * width) + x) * 3) + c] = (byte)((x * 255 / width) + (y * 97 / height) + (c * 40)
                        + (((x * y * 37) + (x * 11) + (y * 53) + (c * 71)) % 101) + (120 * (((x / 3) + (y / 4)) % 2)));
        return picture;
    }
}
