using Bantam.Tensors;
using Bantam.Vision;

namespace Bantam.Cli.Inputs;

/// <summary>Files of pictures, told by how they begin.</summary>
internal static class PictureFile
{
    private const int LongestMark = 12;

    private static readonly (string Kind, string Begin, string Later)[] Marks =
    [
        ("JPEG", "\xFF\xD8\xFF", ""), ("PNG", "\x89PNG\r\n", ""), ("GIF", "GIF8", ""), ("WebP", "RIFF", "WEBP"),
    ];

    /// <summary>
    /// What kind of picture a file is; null where it is none. BMP begins with two letters only, so its name must say it too.
    /// </summary>
    public static string? KindOf(string path)
    {
        var bytes = new byte[LongestMark];
        using (var file = File.OpenRead(path)) bytes = bytes[..file.ReadAtLeast(bytes, LongestMark, throwOnEndOfStream: false)];
        var text = System.Text.Encoding.Latin1.GetString(bytes);
        foreach (var (kind, begin, later) in Marks)
            if (text.StartsWith(begin, StringComparison.Ordinal) && text.EndsWith(later, StringComparison.Ordinal))
                return kind;
        return text.StartsWith("BM", StringComparison.Ordinal) && Path.GetExtension(path).Equals(".bmp", StringComparison.OrdinalIgnoreCase)
            ? "BMP" : null;
    }

    /// <summary>Reads a picture, of Netpbm's formats too.</summary>
    /// <exception cref="IOException">It is none, or cannot be read.</exception>
    public static Picture Read(string path)
    {
        if (Path.GetExtension(path).ToLowerInvariant() is not (".pgm" or ".ppm" or ".pnm")) return Picture.Load(path);
        var pixels = NetpbmFile.Read(path);
        return Picture.FromTensor(pixels.Shape[2] == 1 ? pixels.Gather(Tensor.From([0, 0, 0]), 2) : pixels);
    }
}
