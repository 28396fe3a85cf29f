namespace Bantam.Tasks;

/// <summary>Where things are in the checkout that these tasks were built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The projects below <c>tests/</c>, by name.</summary>
    public static IReadOnlyList<TestProject> TestProjects { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*.csproj", SearchOption.AllDirectories)
            .Select(file => new TestProject(file)).OrderBy(project => project.Name, StringComparer.Ordinal),
    ];

    /// <summary>A path inside <c>artifacts/</c>.</summary>
    public static string Artifact(params string[] parts) => Path.Combine([Root, "artifacts", .. parts]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bantam.slnx"))) folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Bantam.slnx.");
    }
}
