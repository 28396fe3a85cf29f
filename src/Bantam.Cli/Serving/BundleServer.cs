using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bantam.Cli.Serving;

/// <summary>
/// Serves a folder to this machine: its pages are isolated from other origins, so that they may use threads, text and code is
/// compressed, and what has its hash in its address stays in the browser's cache for ever.
/// </summary>
public sealed partial class BundleServer : IAsyncDisposable
{
    /// <summary>The port of <c>bantam serve</c>.</summary>
    public const int DefaultPort = 8420;

    /// <summary>
    /// The scripts of a bundle that run as workers, which have the policy of their own response and not that of the page: they reach
    /// this server and nothing else.
    /// </summary>
    private static readonly string[] WorkerScripts = ["bantam-worker.js", "sw.js"];

    /// <summary>Digits of a hash that tell one version of a file from another.</summary>
    private const int FewestDigits = 8;

    /// <summary>
    /// HTTP tells versions of a file apart by length and whole seconds (RFC 9110, 8.8.2.2): until one has passed the file may be
    /// written once more, as a page is that is compiled again, and would be taken for the one before.
    /// </summary>
    private static readonly TimeSpan JustWritten = TimeSpan.FromSeconds(2);

    private const string WorkerPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

    private readonly WebApplication _app;

    private BundleServer(WebApplication app) => _app = app;

    /// <summary>Where the folder is found, with a slash at the end.</summary>
    public Uri Address => new(_app.Urls.First() + "/");

    /// <summary>Begins to serve.</summary>
    /// <param name="folder">The folder; its <c>index.html</c> is the first page.</param>
    /// <param name="port">The port on the loopback interface; 0 takes a free one.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<BundleServer> StartAsync(string folder, int port = DefaultPort, CancellationToken cancellationToken = default)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The folder '{folder}' does not exist; give one that holds a bundle.");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        // Pages of other sites cannot reach it under a name of their own that they point here.
        builder.Services.AddHostFiltering(options => options.AllowedHosts = ["127.0.0.1", "localhost"]);
        builder.Services.AddResponseCompression(options => options.MimeTypes =
            ["text/html", "text/css", "text/javascript", "text/plain", "application/json", "application/wasm", "image/svg+xml"]);
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        var app = builder.Build();
        Configure(app, Path.GetFullPath(folder));
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw new IOException($"Port {port} cannot be used: {error.Message} Take another one, or 0 for any.", error);
        }

        return new BundleServer(app);
    }

    /// <summary>Makes sure that a port can be used, before work whose result is to be served there.</summary>
    /// <param name="port">The port; 0 is always free.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static void RequireFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException error)
        {
            throw new IOException($"Port {port} cannot be used: {error.Message.TrimEnd('.')}. Take another one, or 0 for any.", error);
        }
    }

    /// <summary>Serves until Ctrl-C, or until cancelled.</summary>
    public Task WaitAsync(CancellationToken cancellationToken = default) => _app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Stops serving.</summary>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static void Configure(WebApplication app, string folder)
    {
        // The provider refuses every path that leads out of its folder, and files whose names begin with a dot.
        var files = new PhysicalFileProvider(folder);
        var hashes = new ConcurrentDictionary<string, FileHash>();
        app.UseHostFiltering();
        app.Use(Isolate);
        app.UseResponseCompression();
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            ContentTypeProvider = Types(),
            ServeUnknownFileTypes = true,
            DefaultContentType = "application/octet-stream",
            OnPrepareResponseAsync = async served =>
            {
                var headers = served.Context.Response.Headers;
                var isForEver = await IsForEverAsync(served.Context.Request, served.File, hashes).ConfigureAwait(false);
                headers.CacheControl = isForEver ? "public, max-age=31536000, immutable" : "no-cache";
                if (WorkerScripts.Contains(served.File.Name)) headers.ContentSecurityPolicy = WorkerPolicy;
                if (DateTimeOffset.UtcNow - served.File.LastModified < JustWritten) headers.ETag = headers.LastModified = default;
            },
        });
        app.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            context.Response.ContentType = "text/plain";
            return context.Response.WriteAsync("There is no such file in this folder.");
        });
    }

    private static Task Isolate(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Embedder-Policy"] = "require-corp";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.XContentTypeOptions = "nosniff";
        return next(context);
    }

    private static FileExtensionContentTypeProvider Types()
    {
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".js"] = types.Mappings[".mjs"] = "text/javascript";
        types.Mappings[".ts"] = types.Mappings[".wgsl"] = "text/plain";
        types.Mappings[".wasm"] = "application/wasm";
        return types;
    }

    /// <summary>
    /// Whether what is served can never be another thing under this address. A version that is asked for may be of a bundle that is
    /// not there yet or no more, and a browser that kept another file for it would never ask again.
    /// </summary>
    private static async Task<bool> IsForEverAsync(HttpRequest request, IFileInfo file, ConcurrentDictionary<string, FileHash> hashes)
    {
        if (!request.Query.TryGetValue("v", out var version)) return HashedName().IsMatch(request.Path.Value ?? "");
        if (version.ToString().Length < FewestDigits) return false;
        var path = request.Path.Value ?? "";
        if (!hashes.TryGetValue(path, out var known) || known.Length != file.Length || known.Written != file.LastModified)
        {
            await using var content = file.CreateReadStream();
            var hash = await SHA256.HashDataAsync(content, request.HttpContext.RequestAborted).ConfigureAwait(false);
            hashes[path] = known = new FileHash(file.Length, file.LastModified, Convert.ToHexStringLower(hash));
        }

        return known.Sha256.StartsWith(version.ToString(), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"-[0-9a-f]{12,}\.\w+$")]
    private static partial Regex HashedName();

    /// <summary>The hash of a file as it was with this length and time of writing.</summary>
    private sealed record FileHash(long Length, DateTimeOffset Written, string Sha256);
}
