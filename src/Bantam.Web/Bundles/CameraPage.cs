using System.Net;
using System.Text;
using Bantam.Web.Scripts;

namespace Bantam.Web.Bundles;

/// <summary>
/// The page that runs a detector or a classifier on a camera, on pictures, or on a sample of one: for bundles with
/// <see cref="BundleOptions.Vision"/>.
/// </summary>
public static class CameraPage
{
    private const string Folder = "pages/camera/", Page = "index.html";

    /// <summary>The page's files, for <see cref="BundleOptions.Files"/>.</summary>
    /// <param name="name">The model's name, which the page shows.</param>
    /// <param name="sample">The file of a picture that is there from the start; empty for a scene that the page draws.</param>
    /// <param name="sampleExtension">How its name ends, such as <c>.jpg</c>.</param>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files(
        string name, ReadOnlyMemory<byte> sample = default, string sampleExtension = ".jpg")
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>();
        var sampleName = sample.IsEmpty ? "" : $"sample{sampleExtension}";
        foreach (var resource in typeof(CameraPage).Assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(Folder, StringComparison.Ordinal)) continue;
            var (path, text) = (resource[Folder.Length..], RuntimeScript.Read(resource));
            if (path == Page)
                text = text.Replace("MODEL NAME", WebUtility.HtmlEncode(name), StringComparison.Ordinal)
                    .Replace("SAMPLE FILE", WebUtility.HtmlEncode(sampleName), StringComparison.Ordinal);
            files[path] = path.EndsWith(".js", StringComparison.Ordinal) ? RuntimeScript.Minify(text, path) : Encoding.UTF8.GetBytes(text);
        }

        if (!sample.IsEmpty) files[sampleName] = sample;
        return files;
    }
}
