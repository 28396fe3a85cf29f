namespace Bantam.Web.Bundles;

/// <summary>
/// The page that runs a detector or a classifier on a camera, on pictures, or on a sample of one: for bundles with
/// <see cref="BundleOptions.Vision"/>.
/// </summary>
public static class CameraPage
{
    /// <summary>The page's files, for <see cref="BundleOptions.Files"/>.</summary>
    /// <param name="name">The model's name, which the page shows.</param>
    /// <param name="sample">The file of a picture that is there from the start; empty for a scene that the page draws.</param>
    /// <param name="sampleExtension">How its name ends, such as <c>.jpg</c>.</param>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files(
        string name, ReadOnlyMemory<byte> sample = default, string sampleExtension = ".jpg")
    {
        var sampleName = sample.IsEmpty ? "" : $"sample{sampleExtension}";
        var files = PageFiles.Read("camera", isMinified: true, ("MODEL NAME", name), ("SAMPLE FILE", sampleName));
        if (!sample.IsEmpty) files[sampleName] = sample;
        return files;
    }
}
