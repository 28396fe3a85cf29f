namespace Bantam.Cli.Inputs;

/// <summary>
/// Files of the elements as they lie in memory and nothing else. Their ending says that they are such: any other file has bytes too, and a
/// model would compute something of them.
/// </summary>
internal static class PlainBytes
{
    private static readonly (byte[] Mark, string What)[] Marks =
    [
        ([.. "PK"u8, 3, 4], "a ZIP archive, as .npz is: give a .npy of the array in it"), ([0x89, .. "PNG"u8], "a PNG picture"),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture"), ([.. "GIF8"u8], "a GIF picture"), ([.. "BM"u8], "a BMP picture"),
        ([.. "RIFF"u8], "a WebP picture or a sound"), ([0x1F, 0x8B], "compressed by gzip"),
        ([0x93, .. "NUMPY"u8], "an array of NumPy: its ending is .npy"), ([0x89, .. "HDF"u8], "an HDF5 file"),
        ([0x80, 2], "pickled by Python: save the array with numpy.save"), ([0x80, 4], "pickled by Python: save the array with numpy.save"),
        ([.. "%PDF"u8], "a PDF"),
    ];

    /// <summary>Reads one.</summary>
    /// <exception cref="InputException">Its ending is another, or it begins as files of a known kind do.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] Read(string path)
    {
        var (name, bytes) = (Path.GetFileName(path), File.ReadAllBytes(path));
        var known = Marks.FirstOrDefault(m => bytes.AsSpan().StartsWith(m.Mark)).What ?? (IsModel(bytes) ? "an ONNX model" : null);
        if (Path.GetExtension(path).ToLowerInvariant() is ".bin" or ".raw") return bytes;
        throw new InputException(
            $"{name} > what an input gets is a .npy, .pgm, .ppm, .json, .txt or .csv file, or plain bytes that end in .bin or .raw; "
            + (known is null ? "this ending is another. If it has the bytes of the elements and nothing else, rename it to .raw."
                : $"this is {known}."));
    }

    /// <summary>A model begins with the version of its format, 1 to 13, and the name of the program that wrote it, or the graph.</summary>
    private static bool IsModel(ReadOnlySpan<byte> bytes) => bytes is [0x08, > 0 and < 16, 0x12 or 0x1A or 0x3A or 0x42, ..];
}
