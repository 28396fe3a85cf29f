using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bantam.Web.Scripts;

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
        var addresses = new List<string[]>();
        var versioned = VersionedFiles(files[Manifest.FileName]);
        foreach (var (path, bytes) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var digest = SHA256.HashData(bytes.Span);
            var hash = Convert.ToHexStringLower(digest);
            all.Append(path).Append(' ').Append(hash).Append('\n');
            if (path is RuntimeScript.TypesFileName or RuntimeScript.VisionTypesFileName or NodePackage.FileName) continue;
            var address = Escape(path);
            addresses.Add(versioned.Contains(path) ? [$"{address}?v={hash[..8]}", $"sha256-{Convert.ToBase64String(digest)}"] : [address]);
            if (path == "index.html") addresses.Add(["./"]);
        }

        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())))[..12];
        using var list = new MemoryStream();
        using (var json = new Utf8JsonWriter(list))
        {
            json.WriteStartArray();
            foreach (var address in addresses)
            {
                json.WriteStartArray();
                foreach (var part in address) json.WriteStringValue(part);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return RuntimeScript.Minify(ServiceWorkerTemplate(name, Encoding.UTF8.GetString(list.ToArray())), FileName);
    }

    /// <summary>
    /// The code and the weights, which the runtime finds in the manifest and asks for with their hash in the address: see
    /// <c>readFile</c> in <c>runtime/files.js</c>. Other files may have names like theirs.
    /// </summary>
    private static HashSet<string> VersionedFiles(ReadOnlyMemory<byte> manifest)
    {
        using var json = JsonDocument.Parse(manifest);
        var levels = json.RootElement.GetProperty("levels").EnumerateObject().Select(l => l.Value);
        return [.. levels.Concat(json.RootElement.GetProperty("shards").EnumerateArray()).Select(f => f.GetProperty("file").GetString()!)];
    }

    /// <summary>A path as an address: what would end it or be taken for an escape. Browsers escape the rest as they do in a page.</summary>
    private static string Escape(string path) => path
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("#", "%23", StringComparison.Ordinal)
        .Replace("?", "%3F", StringComparison.Ordinal);

    private static string ServiceWorkerTemplate(string version, string files) => RuntimeScript.Read(FileName)
        .Replace("\"VERSION\"", $"\"{version}\"", StringComparison.Ordinal)
        .Replace("\"FILES\"", files, StringComparison.Ordinal);
}
