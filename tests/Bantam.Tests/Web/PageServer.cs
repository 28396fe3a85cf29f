using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bantam.Tests.Web;

/// <summary>
/// Serves pages from memory on a free port of the loopback interface, isolated from other origins, so that pages may share memory
/// between threads.
/// </summary>
public sealed class PageServer : IDisposable
{
    private readonly ConcurrentDictionary<string, Func<byte[]>> _files = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();

    public PageServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The address that paths are appended to.</summary>
    public string Root => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";

    /// <summary>Serves a file, which is made when a page first asks for it.</summary>
    public void Add(string path, Func<byte[]> make)
    {
        var made = new Lazy<byte[]>(make);
        _files[path] = () => made.Value;
    }

    /// <summary>Serves a file that is embedded in the tests, under its own name.</summary>
    public void AddResource(string name) => Add(name, () =>
    {
        using var stream = typeof(PageServer).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"{name} is not embedded in the tests.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    });

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var stop = _stop.Token;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(stop);
                _ = Task.Run(() => AnswerAsync(client, stop), stop);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(TcpClient client, CancellationToken stop)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (await ReadPathAsync(stream, stop) is not { } path) return;
                var (status, type, content) = Find(path);
                var head = $"""
                    HTTP/1.1 {status}
                    Content-Type: {type}
                    Content-Length: {content.Length.ToString(CultureInfo.InvariantCulture)}
                    Cross-Origin-Opener-Policy: same-origin
                    Cross-Origin-Embedder-Policy: require-corp
                    Cache-Control: no-store
                    Connection: close


                    """.ReplaceLineEndings("\r\n");
                await stream.WriteAsync(Encoding.ASCII.GetBytes(head), stop);
                await stream.WriteAsync(content, stop);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // The browser closed the connection, or the tests are over: nobody waits for the answer.
            }
        }
    }

    private (string Status, string Type, byte[] Content) Find(string path)
    {
        if (!_files.TryGetValue(path, out var file)) return ("404 Not Found", "text/plain", Encoding.UTF8.GetBytes($"There is no {path}."));
        try
        {
            return ("200 OK", TypeOf(path), file());
        }
        catch (Exception e)
        {
            // Making the file failed. The page fails with this text, and so does its test.
            return ("500 Internal Server Error", "text/plain", Encoding.UTF8.GetBytes(e.ToString()));
        }
    }

    private static string TypeOf(string path) => Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".json" => "application/json",
        ".wasm" => "application/wasm",
        _ => "application/octet-stream",
    };

    /// <summary>The path that is asked for, without its query; null if the connection is closed before it asks.</summary>
    private static async Task<string?> ReadPathAsync(NetworkStream stream, CancellationToken stop)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var request = await reader.ReadLineAsync(stop);
        for (var header = request; !string.IsNullOrEmpty(header);) header = await reader.ReadLineAsync(stop);
        return request?.Split(' ') is [_, var path, ..] ? path.Split('?')[0].TrimStart('/') : null;
    }
}
