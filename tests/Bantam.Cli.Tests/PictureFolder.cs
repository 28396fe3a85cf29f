using Bantam.Vision;

namespace Bantam.Cli.Tests;

/// <summary>Folders with pictures of two classes: upright and level stripes.</summary>
internal static class PictureFolder
{
    /// <summary>Writes a folder.</summary>
    public static string Write(string folder, int each, int side = 16)
    {
        foreach (var (name, isUpright) in new[] { ("level", false), ("upright", true) })
            for (var i = 0; i < each; i++)
            {
                Directory.CreateDirectory(Path.Combine(folder, name));
                Stripes(isUpright, i, side).Save(Path.Combine(folder, name, $"{i:000}.png"));
            }

        return folder;
    }

    /// <summary>A picture with stripes, of colours and places that a number decides.</summary>
    public static Picture Stripes(bool isUpright, int number, int side = 16)
    {
        var picture = new Picture(side, side);
        var hash = ((uint)number * 2654435761u) ^ 0x9E3779B9;
        var place = (int)(hash % 7);
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
            {
                var at = ((isUpright ? x : y) + place) / 3 % 2;
                hash = (hash * 1664525) + 1013904223;
                var noise = (int)(hash >> 28);
                picture[x, y] = new Rgb(
                    (byte)((at * (60 + (number * 37 % 150))) + noise), (byte)((at * (60 + (number * 91 % 150))) + 20),
                    (byte)((at * 90) + (number * 53 % 80)));
            }

        return picture;
    }
}
