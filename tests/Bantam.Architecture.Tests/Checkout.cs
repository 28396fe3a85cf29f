using System.Diagnostics;

namespace Bantam.Architecture.Tests;

/// <summary>The files of the repository that this assembly was built from.</summary>
internal static class Checkout
{
    private static readonly string[] Untracked = ["artifacts", "node_modules", ".git"];

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The files that belong to the repository (tracked, or new and not ignored), with '/' in relative paths.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. ListFiles().Where(file => File.Exists(FullPath(file))).Order(StringComparer.Ordinal)];

    /// <summary>C# sources below a folder.</summary>
    public static IEnumerable<string> Sources(string folder) => Files.Where(file =>
        file.StartsWith(folder + "/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal));

    /// <summary>The project files below a folder.</summary>
    public static IEnumerable<string> Projects(string folder = "") => Files.Where(file =>
        file.StartsWith(folder, StringComparison.Ordinal) && file.EndsWith(".csproj", StringComparison.Ordinal));

    public static string FullPath(string file) => Path.Combine(Root, file);

    public static string Read(string file) => File.ReadAllText(FullPath(file));

    /// <summary>Output of git, or null where there is no git or no repository (a source archive).</summary>
    public static string? Git(params string[] arguments)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", arguments)
            {
                WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            var output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static IEnumerable<string> ListFiles() =>
        Git("ls-files", "-z", "--cached", "--others", "--exclude-standard")?.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct()
        ?? Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(Untracked.Contains));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bantam.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Bantam.slnx.");
    }
}
