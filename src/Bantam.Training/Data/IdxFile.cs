using System.Buffers.Binary;
using System.IO.Compression;
using Bantam.Tensors;

namespace Bantam.Training.Data;

/// <summary>
/// Reads IDX files, the format of MNIST: two zero bytes, a byte for the element type, one for the number of dimensions, the dimensions
/// as big-endian 32-bit integers, and the elements. Files that end in <c>.gz</c> are unpacked.
/// <see href="http://yann.lecun.com/exdb/mnist/"/>
/// </summary>
public static class IdxFile
{
    /// <summary>Deflate never makes more than this of a byte (1,032), so a header that promises more is wrong.</summary>
    private const long LargestExpansion = 1032;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DatasetException">It breaks a rule of the format.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Tensor Read(string path)
    {
        var name = Path.GetFileName(path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) return Read(file, name, file.Length);
        try
        {
            using var unpacked = new GZipStream(file, CompressionMode.Decompress);
            return Read(unpacked, name, file.Length * LargestExpansion);
        }
        catch (InvalidDataException error)
        {
            throw new DatasetException(name, $"gzip: the archive is damaged; {error.Message} Download it again.", error);
        }
    }

    /// <summary>Reads a stream.</summary>
    /// <param name="stream">The content.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="largest">The most bytes that can be in it; a header that promises more is refused before memory is taken.</param>
    internal static Tensor Read(Stream stream, string name, long largest)
    {
        Span<byte> header = stackalloc byte[4];
        Fill(stream, header, name, "magic number", 0);
        if (header[0] != 0 || header[1] != 0)
            throw new DatasetException(
                name,
                $"magic number: an IDX file begins with two zero bytes; this one begins with " +
                $"0x{BinaryPrimitives.ReadUInt32BigEndian(header):x8}. Is it an IDX file?");
        var element = header[2] switch
        {
            0x08 => ElementType.UInt8,
            0x09 => ElementType.Int8,
            0x0C => ElementType.Int32,
            0x0D => ElementType.Float,
            0x0E => ElementType.Double,
            var other =>
            throw new DatasetException(
            name,
            $"magic number: the element type must be 8 (unsigned byte), 9 (byte), 12 (int), 13 (float) or 14 (double); it is {other}."),
        };
        var sizes = new int[header[3]];
        var bytes = (long)element.Size();
        for (var i = 0; i < sizes.Length; i++)
        {
            Fill(stream, header, name, $"dimension {i}", 4 + (4L * i));
            sizes[i] = BinaryPrimitives.ReadInt32BigEndian(header);
            if (sizes[i] < 0 || (bytes *= sizes[i]) > int.MaxValue)
                throw new DatasetException(
                    name,
                    $"dimension {i}: a tensor has at most {int.MaxValue} bytes; the dimensions [{string.Join(',', sizes.Take(i + 1))}] " +
                    $"promise more.");
        }

        if (bytes > largest)
            throw new DatasetException(
                name,
                $"elements: the dimensions [{string.Join(',', sizes)}] promise {bytes} bytes; the file has at most {largest}. It is cut " +
                $"off.");
        var tensor = new Tensor(new TensorType(element, Shape.Of(sizes)));
        Fill(stream, tensor.Bytes, name, "elements", 4 + (4L * sizes.Length));
        if (stream.ReadByte() >= 0)
            throw new DatasetException(
                name,
                $"elements: the dimensions [{string.Join(',', sizes)}] promise {bytes} bytes; there are more. Something was appended to " +
                $"it.");
        ToLittleEndian(tensor.Bytes, element.Size());
        return tensor;
    }

    private static void Fill(Stream stream, Span<byte> destination, string name, string what, long offset)
    {
        int read;
        try
        {
            read = stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException error)
        {
            throw new DatasetException(name, $"gzip: the archive is damaged or cut off; {error.Message} Download it again.", error);
        }

        if (read < destination.Length)
            throw new DatasetException(
                name, $"{what}: {destination.Length} bytes must follow at byte {offset}; there are {read}. The file is cut off.");
    }

    private static void ToLittleEndian(Span<byte> bytes, int size)
    {
        if (size == 1) return;
        for (var i = 0; i < bytes.Length; i += size) bytes.Slice(i, size).Reverse();
    }
}
