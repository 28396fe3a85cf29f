using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Bantam.Bench.Web;

/// <summary>
/// Serves folders, files in memory, and what the page saves, to this machine. Nothing is cached or compressed, so that each load is a
/// whole one; the page is isolated from other origins, which makes its clock finer.
/// </summary>
internal sealed class PageServer : IAsyncDisposable
{
    private const string Saved = "/saved/";

    private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> _files = new();
    private readonly ConcurrentQueue<(string Path, long Bytes)> _served = new();
    private readonly FileExtensionContentTypeProvider _types = new();
    private readonly WebApplication _app;

    private PageServer(IReadOnlyDictionary<string, string> folders)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null; // models of a library that stores numbers as text
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        _app = builder.Build();
        _app.Use(async (context, next) =>
        {
            var headers = context.Response.Headers;
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Embedder-Policy"] = "require-corp";
            headers.CacheControl = "no-store";
            await next(context);
            if (context.Response.ContentLength is { } bytes) _served.Enqueue((context.Request.Path.Value ?? "", bytes));
        });
        foreach (var (path, folder) in folders)
            _app.UseStaticFiles(
                new StaticFileOptions
                {
                    RequestPath = path, FileProvider = new PhysicalFileProvider(folder), ContentTypeProvider =
                _types
                });
        _app.Run(AnswerAsync);
    }

    /// <summary>The address of the server, without a slash at the end.</summary>
    public string Root => _app.Urls.First();

    /// <summary>The files that were served since <see cref="ForgetServed"/>, with their bytes.</summary>
    public IReadOnlyCollection<(string Path, long Bytes)> Served => _served;

    /// <summary>Begins a new list of what was served.</summary>
    public void ForgetServed() => _served.Clear();

    /// <summary>Begins to serve folders, by the paths that they are found under.</summary>
    public static async Task<PageServer> StartAsync(IReadOnlyDictionary<string, string> folders, CancellationToken cancellation)
    {
        var server = new PageServer(folders);
        await server._app.StartAsync(cancellation);
        return server;
    }

    /// <summary>Serves a file from memory.</summary>
    public void Add(string path, ReadOnlyMemory<byte> content) => _files[path] = content;

    /// <summary>The bytes of all files in memory whose path begins so.</summary>
    public long BytesUnder(string path) =>
        _files.Where(f => f.Key.StartsWith(path, StringComparison.Ordinal)).Sum(f => (long)f.Value.Length);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (HttpMethods.IsPut(context.Request.Method) && path.StartsWith(Saved, StringComparison.Ordinal))
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            Add(path, body.ToArray());
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else if (HttpMethods.IsGet(context.Request.Method) && _files.TryGetValue(path, out var content))
        {
            context.Response.ContentType = _types.TryGetContentType(path, out var type) ? type : "application/octet-stream";
            context.Response.ContentLength = content.Length;
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
