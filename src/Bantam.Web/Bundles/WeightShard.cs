using System.Security.Cryptography;

namespace Bantam.Web.Bundles;

/// <summary>
/// A file of weights: pieces of memory, one after the other. It is named for its content, so browsers may keep it for ever.
/// </summary>
internal sealed record WeightShard(byte[] Bytes, IReadOnlyList<(int Address, int Length)> Pieces)
{
    /// <summary>Small enough for the limits of caches and hosts, large enough that few are needed.</summary>
    private const int MostBytes = 4_000_000;

    /// <summary>The SHA-256 of the bytes, in lower-case hexadecimal.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <summary>The file's name.</summary>
    public string FileName => $"weights-{Hash[..12]}.bin";

    /// <summary>Cuts what lies in memory into shards of about the same size.</summary>
    public static IReadOnlyList<WeightShard> Cut(IReadOnlyList<(int Address, ReadOnlyMemory<byte> Bytes)> contents)
    {
        var total = contents.Sum(c => (long)c.Bytes.Length);
        var count = (total + MostBytes - 1) / MostBytes;
        var shards = new List<WeightShard>();
        using var bytes = new MemoryStream();
        var pieces = new List<(int, int)>();
        foreach (var (address, content) in contents)
        {
            for (var at = 0; at < content.Length;)
            {
                var size = (total + count - 1) / count;
                var length = (int)Math.Min(content.Length - at, size - bytes.Length);
                bytes.Write(content.Span.Slice(at, length));
                pieces.Add((address + at, length));
                at += length;
                if (bytes.Length >= size) Close();
            }
        }

        if (bytes.Length > 0) Close();
        return shards;

        void Close()
        {
            shards.Add(new WeightShard(bytes.ToArray(), [.. pieces]));
            bytes.SetLength(0);
            pieces.Clear();
        }
    }
}
