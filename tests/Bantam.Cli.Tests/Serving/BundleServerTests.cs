using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Bantam.Cli.Serving;

namespace Bantam.Cli.Tests.Serving;

public sealed class BundleServerTests : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("bantam-serve-").FullName;
    private BundleServer _server = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, "dist")).FullName;
        await File.WriteAllTextAsync(Path.Combine(_root, "secret.txt"), "secret");
        await File.WriteAllTextAsync(Path.Combine(folder, "index.html"), "<!doctype html><title>Page</title>" + new string(' ', 5000));
        await File.WriteAllTextAsync(Path.Combine(folder, "bantam.js"), "export const one = 1;");
        await File.WriteAllTextAsync(Path.Combine(folder, "model.json"), "{}");
        await File.WriteAllTextAsync(Path.Combine(folder, ".hidden"), "secret");
        await File.WriteAllBytesAsync(Path.Combine(folder, "model.simd.wasm"), "\0asm"u8.ToArray());
        await File.WriteAllBytesAsync(Path.Combine(folder, "weights-0123456789ab.bin"), new byte[5000]);
        _server = await BundleServer.StartAsync(folder, port: 0);
        _client = new HttpClient { BaseAddress = _server.Address };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Theory]
    [InlineData("", "text/html")]
    [InlineData("index.html", "text/html")]
    [InlineData("bantam.js", "text/javascript")]
    [InlineData("model.json", "application/json")]
    [InlineData("model.simd.wasm", "application/wasm")]
    [InlineData("weights-0123456789ab.bin", "application/octet-stream")]
    public async Task Files_have_their_content_type_and_pages_are_isolated(string path, string type)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.Equal("require-corp", answer.Headers.GetValues("Cross-Origin-Embedder-Policy").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
    }

    [Theory]
    [InlineData("weights-0123456789ab.bin", "public, max-age=31536000, immutable")]
    [InlineData("model.simd.wasm?v=cd5d4935", "public, max-age=31536000, immutable")]
    [InlineData("model.simd.wasm", "no-cache")]
    [InlineData("", "no-cache")]
    public async Task What_has_a_hash_in_its_address_is_kept_for_ever_and_the_rest_is_asked_for_again(string path, string expected)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(expected, string.Join(", ", answer.Headers.GetValues("Cache-Control")));
    }

    [Fact]
    public async Task An_unchanged_file_is_not_sent_again()
    {
        File.SetLastWriteTimeUtc(Path.Combine(_root, "dist", "bantam.js"), DateTime.UtcNow.AddMinutes(-1));
        using var first = await GetAsync("bantam.js");
        using var request = new HttpRequestMessage(HttpMethod.Get, "bantam.js");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task A_file_that_was_just_written_has_no_version_that_the_next_one_could_share()
    {
        File.SetLastWriteTimeUtc(Path.Combine(_root, "dist", "bantam.js"), DateTime.UtcNow.AddMinutes(1));
        using var answer = await GetAsync("bantam.js");
        Assert.Null(answer.Headers.ETag);
        Assert.Null(answer.Content.Headers.LastModified);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Text_is_compressed(string encoding)
    {
        using var answer = await GetAsync("index.html", encoding);
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.Single());
        await using var content = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await using Stream plain = encoding == "br" ? new BrotliStream(content, CompressionMode.Decompress)
            : new GZipStream(content, CompressionMode.Decompress);
        using var reader = new StreamReader(plain);
        Assert.StartsWith("<!doctype html>", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/../secret.txt")]
    [InlineData("/%2e%2e/secret.txt")]
    [InlineData("/..%2fsecret.txt")]
    [InlineData("/..%5csecret.txt")]
    [InlineData("/.hidden")]
    [InlineData("//secret.txt")]
    [InlineData("/missing.js")]
    public async Task Nothing_outside_the_folder_is_served(string path)
    {
        var answer = await RawAsync(path, "127.0.0.1");
        Assert.Matches("^HTTP/1.1 (400|404) ", answer);
        Assert.DoesNotContain("secret", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_name_for_this_machine_is_refused() =>
        Assert.StartsWith("HTTP/1.1 400", await RawAsync("/", "attacker.example"), StringComparison.Ordinal);

    [Fact]
    public async Task A_folder_that_does_not_exist_is_an_error_that_names_it()
    {
        var error =
            await Assert.ThrowsAsync<DirectoryNotFoundException>(() =>
            BundleServer.StartAsync(Path.Combine(_root, "nowhere"), 0, TestContext.Current.CancellationToken));
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error_that_names_it()
    {
        var error =
            await Assert.ThrowsAsync<IOException>(() =>
            BundleServer.StartAsync(_root, _server.Address.Port, TestContext.Current.CancellationToken));
        Assert.Contains($"Port {_server.Address.Port}", error.Message, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string? encoding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (encoding is not null) request.Headers.AcceptEncoding.ParseAdd(encoding);
        return await _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Asks for a path as it is; a client would clean it up.</summary>
    private async Task<string> RawAsync(string path, string host)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _server.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"),
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
