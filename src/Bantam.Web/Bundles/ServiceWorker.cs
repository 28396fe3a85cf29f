using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bantam.Web.Runtime;

namespace Bantam.Web.Bundles;

/// <summary>Writes <c>sw.js</c>: the runtime's service worker with the addresses of this bundle's files.</summary>
internal static class ServiceWorker
{
    /// <summary>The file's name.</summary>
    public const string FileName = "sw.js";

    /// <summary>A worker that keeps these files; any change of any file changes it, which is how browsers find a new bundle.</summary>
    public static byte[] Write(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        var all = new StringBuilder();
        var addresses = new List<string>();
        foreach (var (path, bytes) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
            all.Append(path).Append(' ').Append(hash).Append('\n');
            if (path == RuntimeScript.TypesFileName) continue;
            addresses.Add(IsVersioned(path) ? $"{path}?v={hash[..8]}" : path);
            if (path == "index.html") addresses.Add("./");
        }

        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())))[..12];
        using var list = new MemoryStream();
        using (var json = new Utf8JsonWriter(list))
        {
            json.WriteStartArray();
            foreach (var address in addresses) json.WriteStringValue(address);
            json.WriteEndArray();
        }

        return RuntimeScript.Minify(ServiceWorkerTemplate(name, Encoding.UTF8.GetString(list.ToArray())), FileName);
    }

    /// <summary>Whether the runtime asks for the file with its hash in the address: see <c>readFile</c> in <c>runtime/files.js</c>.</summary>
    private static bool IsVersioned(string path) => path.StartsWith("weights-", StringComparison.Ordinal) || path.EndsWith(".wasm", StringComparison.Ordinal);

    private static string ServiceWorkerTemplate(string version, string files) =>
        RuntimeScript.Read(FileName).Replace("\"VERSION\"", $"\"{version}\"", StringComparison.Ordinal).Replace("\"FILES\"", files, StringComparison.Ordinal);
}
