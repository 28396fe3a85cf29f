using System.Buffers.Binary;
using Bantam.Training.Data;

namespace Bantam.Cli.Tests;

/// <summary>Folders with the four files of MNIST, filled with few digits.</summary>
internal static class IdxFolder
{
    /// <summary>Writes a folder; of a large one the training digits may come several times.</summary>
    public static string Write(string folder, int training, int test, int copies = 1)
    {
        Directory.CreateDirectory(folder);
        Write(folder, "train", DrawnDigits.Create(training, seed: 7), copies);
        Write(folder, "t10k", DrawnDigits.Create(test, seed: 8), copies: 1);
        return folder;
    }

    private static void Write(string folder, string part, ArrayDataset digits, int copies)
    {
        Write(Path.Combine(folder, $"{part}-images-idx3-ubyte"), Header(3, digits.Count * copies, 28, 28), digits[0].Bytes, copies);
        Write(Path.Combine(folder, $"{part}-labels-idx1-ubyte"), Header(1, digits.Count * copies), digits[1].Bytes, copies);
    }

    private static void Write(string path, byte[] header, ReadOnlySpan<byte> elements, int copies)
    {
        using var file = File.Create(path);
        file.Write(header);
        for (var i = 0; i < copies; i++) file.Write(elements);
    }

    private static byte[] Header(byte rank, params int[] sizes)
    {
        var header = new byte[4 + (4 * sizes.Length)];
        (header[2], header[3]) = (8, rank);
        for (var i = 0; i < sizes.Length; i++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), sizes[i]);
        return header;
    }
}
