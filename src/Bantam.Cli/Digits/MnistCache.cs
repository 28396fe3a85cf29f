using System.Security.Cryptography;
using Bantam.Cli.Rendering;

namespace Bantam.Cli.Digits;

/// <summary>
/// The original files of MNIST (Y. LeCun, C. Cortes and C. Burges), downloaded once. Only files with the right SHA-256 count, so a
/// mirror cannot change what is learned. Whoever is offline is not made to wait.
/// </summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="mirrors">Addresses of folders that have them, tried in turn.</param>
internal sealed class MnistCache(string folder, IReadOnlyList<Uri> mirrors)
{
    private static readonly (string Name, int Bytes, string Hash)[] Files =
    [
        ("t10k-labels-idx1-ubyte.gz", 4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
        ("train-labels-idx1-ubyte.gz", 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        ("t10k-images-idx3-ubyte.gz", 1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        ("train-images-idx3-ubyte.gz", 9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
    ];

    /// <summary>How long all mirrors together may take to send a first byte.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>How long the download may take: a demo that waits longer is better off with digits of its own.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(45);

    /// <summary>The cache of this user.</summary>
    public static MnistCache Default { get; } = new(
        Path.Combine(CacheFolder(), "bantam", "mnist"),
        [new Uri("https://storage.googleapis.com/cvdf-datasets/mnist/"), new Uri("https://ossci-datasets.s3.amazonaws.com/mnist/")]);

    /// <summary>Where the files are.</summary>
    public string Folder => folder;

    /// <summary>Makes sure that all files are there, downloading those that are not.</summary>
    /// <param name="terminal">Shows how far the download is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether all are there.</returns>
    public async Task<bool> FillAsync(Terminal terminal, CancellationToken cancellationToken)
    {
        var missing = Files.Where(f => !IsHere(f.Name, f.Bytes, f.Hash)).ToArray();
        if (missing.Length == 0) return true;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            return await Meter.RunAsync(terminal, "Downloading MNIST", meter => DownloadAsync(missing, meter, limit.Token)).ConfigureAwait(
                false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private bool IsHere(string name, int bytes, string hash)
    {
        var file = new FileInfo(Path.Combine(folder, name));
        return file.Exists && file.Length == bytes && Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file.FullName))) == hash;
    }

    private async Task<bool> DownloadAsync(
        IReadOnlyList<(string Name, int Bytes, string Hash)> missing, Meter meter, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var (total, done) = (missing.Sum(f => (long)f.Bytes), 0L);
        foreach (var (name, bytes, hash) in missing)
        {
            byte[]? content = null;
            foreach (var mirror in mirrors)
                if ((
                    content = await TryDownloadAsync(client, new Uri(mirror, name), bytes, Report, cancellationToken).ConfigureAwait(false))
                    is not null && Convert.ToHexStringLower(SHA256.HashData(content)) == hash)
                    break;
                else
                    content = null;
            if (content is null || !TryKeep(name, content)) return false;
            done += bytes;
        }

        return true;

        void Report(int read) => meter.Report((double)(done + read) / total, $"{Texts.Bytes(done + read)} of {Texts.Bytes(total)}");
    }

    /// <summary>The content of an address that has exactly so many bytes; null where it cannot be had in time.</summary>
    private async Task<byte[]?> TryDownloadAsync(
        HttpClient client, Uri address, int bytes, Action<int> report, CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(Patience / mirrors.Count);
        try
        {
            using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, silence.Token).ConfigureAwait(
                false);
            if (!answer.IsSuccessStatusCode) return null;
            using var stream = await answer.Content.ReadAsStreamAsync(silence.Token).ConfigureAwait(false);
            var content = new byte[bytes];
            var read = 0;
            while (read < bytes)
            {
                silence.CancelAfter(Patience);
                var count = await stream.ReadAsync(content.AsMemory(read), silence.Token).ConfigureAwait(false);
                if (count == 0) return null;
                read += count;
                report(read);
            }

            return content;
        }
        catch (Exception error) when (
            error is HttpRequestException or IOException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private bool TryKeep(string name, byte[] content)
    {
        try
        {
            Bantam.Files.AtomicFile.Write(Path.Combine(folder, name), stream => stream.Write(content));
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string CacheFolder()
    {
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given) return given;
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches")
            : Path.Combine(home, ".cache");
    }
}
