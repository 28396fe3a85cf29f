using System.Net;
using System.Text;
using Bantam.Web.Scripts;

namespace Bantam.Web.Bundles;

/// <summary>The plain page of a bundle, which runs any model with numbers and pictures.</summary>
internal static class ModelPage
{
    private const string Page = "index.html";
    private static readonly string[] Names = [Page, "page.css", "page.js"];

    /// <summary>Its files; none where the options bring a page of their own.</summary>
    public static IEnumerable<(string Path, byte[] Bytes)> Files(BundleOptions options)
    {
        if (options.Files.ContainsKey(Page)) yield break;
        foreach (var name in Names)
        {
            var text = RuntimeScript.Read($"pages/model/{name}");
            if (name == Page) text = text.Replace("MODEL NAME", WebUtility.HtmlEncode(options.Name), StringComparison.Ordinal);
            yield return (name, Encoding.UTF8.GetBytes(text));
        }
    }
}
