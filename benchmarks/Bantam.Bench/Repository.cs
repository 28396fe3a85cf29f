namespace Bantam.Bench;

/// <summary>Where things are in the checkout that this program was built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path inside <c>benchmarks/</c>.</summary>
    public static string Benchmarks(params string[] parts) => Path.Combine([Root, "benchmarks", .. parts]);

    /// <summary>A path inside <c>artifacts/</c>.</summary>
    public static string Artifact(params string[] parts) => Path.Combine([Root, "artifacts", .. parts]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bantam.slnx"))) folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException(
                $"No folder above {AppContext.BaseDirectory} holds Bantam.slnx; run ./bench in a checkout.");
    }
}
