namespace Bantam.Web.Bundles;

/// <summary>The plain page of a bundle, which runs any model with numbers and pictures.</summary>
internal static class ModelPage
{
    /// <summary>Its files; none where the options bring a page of their own.</summary>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files(BundleOptions options) =>
        options.Files.ContainsKey(PageFiles.Index) ? new Dictionary<string, ReadOnlyMemory<byte>>()
            : PageFiles.Read("model", isMinified: false, ("MODEL NAME", options.Name));
}
