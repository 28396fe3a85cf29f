using System.Net;
using System.Security.Cryptography;
using System.Text;
using Bantam.Web.Scripts;

namespace Bantam.Web.Bundles;

/// <summary>The files of a page that is embedded in this assembly, as a bundle has them.</summary>
internal static class PageFiles
{
    /// <summary>What a browser loads first.</summary>
    public const string Index = "index.html";

    /// <summary>What stands in pages for the script that says what to do where one is opened from disk, and for its hash.</summary>
    private const string FromDisk = "FROM DISK", FromDiskHash = "FROM DISK HASH";

    private static readonly Lazy<string> Notice = new(() => RuntimeScript.Read("pages/from-disk.js"));

    /// <summary>The files by their paths in the bundle.</summary>
    /// <param name="page">The page's folder.</param>
    /// <param name="isMinified">Whether its scripts are made smaller.</param>
    /// <param name="words">What stands in the page, and the texts that take its place.</param>
    public static Dictionary<string, ReadOnlyMemory<byte>> Read(
        string page, bool isMinified, params IEnumerable<(string Word, string Text)> words)
    {
        var folder = $"pages/{page}/";
        var files = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var resource in typeof(PageFiles).Assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(folder, StringComparison.Ordinal)) continue;
            var (path, text) = (resource[folder.Length..], RuntimeScript.Read(resource));
            if (path == Index) text = Filled(text, words);
            var isScript = path.EndsWith(".js", StringComparison.Ordinal);
            files[path] = isMinified && isScript ? RuntimeScript.Minify(text, path) : Encoding.UTF8.GetBytes(text);
        }

        return files;
    }

    /// <summary>A page's policy allows its one script inside of it by the hash.</summary>
    private static string Filled(string text, IEnumerable<(string Word, string Text)> words)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Notice.Value)));
        text = text.Replace(FromDiskHash, hash, StringComparison.Ordinal).Replace(FromDisk, Notice.Value, StringComparison.Ordinal);
        foreach (var (word, given) in words) text = text.Replace(word, WebUtility.HtmlEncode(given), StringComparison.Ordinal);
        return text;
    }
}
