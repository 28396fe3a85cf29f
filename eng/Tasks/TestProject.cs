namespace Bantam.Tasks;

/// <summary>A test project: an executable that runs its own tests.</summary>
internal sealed class TestProject(string file)
{
    /// <summary>The project file's path.</summary>
    public string File { get; } = file;

    /// <summary>For example <c>Bantam.Web.Tests</c>.</summary>
    public string Name { get; } = Path.GetFileNameWithoutExtension(file);

    /// <summary>What <c>dotnet build</c> leaves, whether it is there or not.</summary>
    public string Assembly => Repository.Artifact("bin", Name, "release", Name + ".dll");

    /// <summary>Whether its tests open a browser.</summary>
    public bool NeedsBrowser { get; } = System.IO.File.ReadAllText(file).Contains("Microsoft.Playwright", StringComparison.Ordinal);

    /// <summary>Whether its tests publish apps that are compiled ahead of time.</summary>
    public bool NeedsLinker => Directory.Exists(Path.Combine(Path.GetDirectoryName(File)!, "Publishing"));

    /// <summary>Whether its tests export models from PyTorch.</summary>
    public bool NeedsTorch => Directory.Exists(Path.Combine(Path.GetDirectoryName(File)!, "Torch"));

    /// <summary>Whether it feeds mutated files to readers for minutes.</summary>
    public bool IsFuzzing => Name.Contains("Fuzz", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a name given by a person means this project: the whole name, or what stands between "Bantam." and ".Tests".
    /// </summary>
    public bool Answers(string name) =>
        name.Equals(Name, StringComparison.OrdinalIgnoreCase) || $"{name}.Tests".Equals(Name, StringComparison.OrdinalIgnoreCase)
        || $"Bantam.{name}.Tests".Equals(Name, StringComparison.OrdinalIgnoreCase);
}
