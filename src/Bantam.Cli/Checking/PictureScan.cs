using System.Buffers.Binary;
using System.Security.Cryptography;
using Bantam.Cli.Rendering;
using Bantam.Vision;

namespace Bantam.Cli.Checking;

/// <summary>Reads all pictures of a data set once.</summary>
internal static class PictureScan
{
    /// <summary>What was seen of each, in order.</summary>
    /// <param name="parts">The folders, and whether they are to test with.</param>
    /// <param name="threads">How many threads decode.</param>
    /// <param name="meter">Shows how far it is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static CheckedPicture[] Run(
        IReadOnlyList<(ImageFolder Folder, bool IsTest)> parts, int threads, Meter meter, CancellationToken cancellationToken)
    {
        CheckedPicture[] pictures =
            [.. parts.SelectMany(p => Enumerable.Range(0, p.Folder.Files.Count).Select(i => new CheckedPicture(p.Folder, i, p.IsTest)))];
        var done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, pictures.Length, options, i =>
        {
            pictures[i] = Seen(pictures[i]);
            if (Interlocked.Increment(ref done) is var count && count % 256 == 0)
                meter.Report((double)count / pictures.Length, $"{Texts.Count(count)} of {Texts.Count(pictures.Length)} pictures");
        });
        return pictures;
    }

    private static CheckedPicture Seen(CheckedPicture file)
    {
        try
        {
            var picture = file.Folder.Read(file.Index);
            return file with { Digest = DigestOf(picture), Hash = PictureHash.Of(picture) };
        }
        catch (IOException error)
        {
            var problem = error.Message.StartsWith($"{file.Path} > ", StringComparison.Ordinal)
                ? error.Message[(file.Path.Length + 3)..] : error.Message;
            return file with { Problem = problem };
        }
    }

    private static string DigestOf(Picture picture)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> size = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(size, picture.Width);
        BinaryPrimitives.WriteInt32LittleEndian(size[4..], picture.Height);
        hash.AppendData(size);
        hash.AppendData(picture.Pixels);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
