using System.Buffers.Binary;
using System.Text.Json;
using Bantam.Tensors;

namespace Bantam.Training.Checkpoints;

/// <summary>
/// Reads what <see cref="SafetensorsWriter"/> writes, and other files of the format. Files are not trusted: lengths, offsets, overlaps
/// and gaps are checked before anything is read by them.
/// </summary>
public static class SafetensorsReader
{
    /// <summary>The header's key of the metadata.</summary>
    internal const string MetadataKey = "__metadata__";

    private const long LargestHeader = 100_000_000;

    /// <summary>Reads a file.</summary>
    /// <exception cref="CheckpointException">It breaks a rule of the format.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SafetensorsFile Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, Path.GetFileName(path));
    }

    /// <summary>Reads a stream that knows its length; <paramref name="name"/> stands in messages.</summary>
    /// <exception cref="CheckpointException">It breaks a rule of the format.</exception>
    public static SafetensorsFile Read(Stream stream, string name)
    {
        var total = stream.Length - stream.Position;
        Span<byte> prefix = stackalloc byte[8];
        if (total < 8)
            throw new CheckpointException(
                name, $"header: a file begins with 8 bytes that give the header's length; this one has {total}. Is it a safetensors file?");
        stream.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length < 2 || length > Math.Min(LargestHeader, total - 8))
            throw new CheckpointException(
                name,
                $"header: its length must be between 2 and what the file has left, {total - 8} bytes (at most {LargestHeader}); it is " +
                $"{length}. The file is cut off or no safetensors file.");
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        var header = Parse(bytes, name);
        CheckPlaces(header, total - 8 - length, name);

        var tensors = new Dictionary<string, Tensor>();
        foreach (var entry in header.Entries.OrderBy(e => e.Begin))
        {
            var tensor = new Tensor(entry.Type);
            stream.ReadExactly(tensor.Bytes);
            tensors[entry.Name] = tensor;
        }

        return new SafetensorsFile(tensors, header.Metadata);
    }

    /// <summary>Every byte behind the header must belong to exactly one tensor.</summary>
    private static void CheckPlaces(SafetensorsHeader header, long available, string file)
    {
        var end = 0L;
        foreach (var entry in header.Entries.OrderBy(e => e.Begin).ThenBy(e => e.End))
        {
            if (entry.Begin < end)
                throw new CheckpointException(
                    file,
                    $"tensor '{entry.Name}': tensors must not overlap; it begins at byte {entry.Begin}, and the one before ends at {end}.");
            if (entry.Begin > end)
                throw new CheckpointException(
                    file,
                    $"tensor '{entry.Name}': tensors must follow each other without gaps; it begins at byte {entry.Begin}, and the one " +
                    $"before ends at {end}.");
            end = entry.End;
        }

        if (end == available) return;
        var hint = end > available ? "It is cut off." : "Something was appended to it.";
        throw new CheckpointException(file, $"data: the header describes {end} bytes of tensors; the file has {available}. {hint}");
    }

    private static SafetensorsHeader Parse(byte[] bytes, string file)
    {
        try
        {
            return SafetensorsHeader.Parse(bytes, file);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new CheckpointException(file, $"header: it must be JSON that describes tensors; {error.Message}", error);
        }
    }
}
