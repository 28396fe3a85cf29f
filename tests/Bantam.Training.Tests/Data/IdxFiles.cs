using System.Buffers.Binary;
using System.IO.Compression;

namespace Bantam.Training.Tests.Data;

/// <summary>Writes small IDX files for tests.</summary>
internal static class IdxFiles
{
    /// <summary>A folder with a valid data set of a few samples in both parts.</summary>
    public static DirectoryInfo Folder(int count = 4)
    {
        var folder = Directory.CreateTempSubdirectory();
        foreach (var part in (string[])["train", "t10k"])
        {
            Write(
                folder, $"{part}-images-idx3-ubyte", Bytes(
                0x803, [count, 28, 28], [.. Enumerable.Range(0, count * 784).Select(i => (byte)i)]));
            Write(folder, $"{part}-labels-idx1-ubyte", Bytes(0x801, [count], [.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))]));
        }

        return folder;
    }

    public static byte[] Bytes(uint magic, int[] sizes, byte[] elements)
    {
        var header = new byte[4 + (4 * sizes.Length)];
        BinaryPrimitives.WriteUInt32BigEndian(header, magic);
        for (var i = 0; i < sizes.Length; i++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), sizes[i]);
        return [.. header, .. elements];
    }

    public static void Write(DirectoryInfo folder, string name, byte[] bytes)
    {
        if (name.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var packed = new GZipStream(File.Create(Path.Combine(folder.FullName, name)), CompressionLevel.Fastest);
            packed.Write(bytes);
        }
        else
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, name), bytes);
        }
    }
}
