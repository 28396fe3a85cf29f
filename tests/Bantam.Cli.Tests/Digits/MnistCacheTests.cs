using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Bantam.Cli.Digits;
using Bantam.Cli.Serving;

namespace Bantam.Cli.Tests.Digits;

/// <summary>The download of MNIST, with mirrors on this machine.</summary>
public sealed class MnistCacheTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly Terminal _terminal = new(TextWriter.Null, TextWriter.Null);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Whoever_is_offline_does_not_wait()
    {
        var clock = Stopwatch.StartNew();
        var cache = new MnistCache(_scratch["mnist"], [new Uri("http://127.0.0.1:9/"), new Uri("http://no-such-host.invalid/")]);
        Assert.False(await cache.FillAsync(_terminal, TestContext.Current.CancellationToken));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 8);
    }

    [Fact]
    public async Task A_mirror_that_says_nothing_is_given_up()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var clock = Stopwatch.StartNew();
        var cache = new MnistCache(_scratch["mnist"], [new Uri($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/")]);
        Assert.False(await cache.FillAsync(_terminal, TestContext.Current.CancellationToken));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 8);
    }

    [Fact]
    public async Task A_file_with_other_content_is_not_kept()
    {
        _scratch.Write("t10k-labels-idx1-ubyte.gz", new byte[4_542]);
        await using var mirror = await BundleServer.StartAsync(_scratch.Folder, 0, TestContext.Current.CancellationToken);
        var cache = new MnistCache(_scratch["mnist"], [mirror.Address]);
        Assert.False(await cache.FillAsync(_terminal, TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFiles(_scratch["mnist"]));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_no_error()
    {
        var cache = new MnistCache(Path.Combine(_scratch.Write("file", "x"), "mnist"), [new Uri("http://127.0.0.1:9/")]);
        Assert.False(await cache.FillAsync(_terminal, TestContext.Current.CancellationToken));
    }
}
