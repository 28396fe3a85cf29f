using System.Collections.Concurrent;
using System.IO.Compression;

namespace Bantam.Bench.Web;

/// <summary>Bytes of code, as it is and compressed as a server would that has all the time.</summary>
internal static class CodeSizes
{
    private const int Best = 11;
    private const int LargestWindow = 24;
    private static readonly ConcurrentDictionary<string, (long Raw, long Brotli)> Files = new();

    /// <summary>The sum of some files; each is compressed by itself, as it is served.</summary>
    public static (long Raw, long Brotli) Of(IEnumerable<ReadOnlyMemory<byte>> files) =>
        files.Select(Of).Aggregate((a, b) => (a.Raw + b.Raw, a.Brotli + b.Brotli));

    /// <summary>The sum of files on the disk, each of which is compressed once.</summary>
    public static (long Raw, long Brotli) OfPaths(IEnumerable<string> paths) =>
        paths.Select(path => Files.GetOrAdd(path, p => Of(File.ReadAllBytes(p)))).Aggregate((a, b) => (a.Raw + b.Raw, a.Brotli + b.Brotli));

    private static (long Raw, long Brotli) Of(ReadOnlyMemory<byte> file)
    {
        var compressed = new byte[BrotliEncoder.GetMaxCompressedLength(file.Length)];
        return BrotliEncoder.TryCompress(file.Span, compressed, out var length, Best, LargestWindow) ? (file.Length, length)
            : throw new InvalidOperationException($"Brotli needs more than {compressed.Length} bytes for {file.Length}.");
    }
}
