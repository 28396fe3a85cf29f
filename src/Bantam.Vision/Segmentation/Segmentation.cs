namespace Bantam.Vision;

/// <summary>Which class each pixel of a picture belongs to.</summary>
/// <param name="width">The picture's width.</param>
/// <param name="height">Its height.</param>
/// <param name="classes">The class of each pixel, row by row.</param>
/// <param name="labels">The names of the classes.</param>
public sealed class Segmentation(int width, int height, int[] classes, IReadOnlyList<string>? labels = null)
{
    /// <summary>The picture's width.</summary>
    public int Width => width;

    /// <summary>Its height.</summary>
    public int Height => height;

    /// <summary>The class of each pixel, row by row from the top left.</summary>
    public ReadOnlySpan<int> Classes => classes;

    /// <summary>The class of a pixel.</summary>
    public int this[int x, int y] => classes[(y * width) + x];

    /// <summary>The classes that there are, with the share of the picture that each takes; the largest first.</summary>
    public IReadOnlyList<ClassScore> Shares =>
    [
        .. classes.CountBy(c => c).OrderByDescending(c => c.Value).ThenBy(c => c.Key)
            .Select(c => new ClassScore(c.Key, labels?.ElementAtOrDefault(c.Key), (float)c.Value / classes.Length)),
    ];

    /// <summary>A picture of the classes, in the colours of <see cref="Palette"/>; class 0 is black.</summary>
    public Picture ToPicture()
    {
        var picture = new Picture(width, height);
        var pixels = picture.Pixels;
        for (var i = 0; i < classes.Length; i++)
            if (classes[i] > 0)
            {
                var colour = Palette.Of(classes[i] - 1);
                (pixels[i * 3], pixels[(i * 3) + 1], pixels[(i * 3) + 2]) = (colour.Red, colour.Green, colour.Blue);
            }

        return picture;
    }
}
