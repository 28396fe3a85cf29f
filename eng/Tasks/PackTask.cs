using System.Diagnostics;

namespace Bantam.Tasks;

/// <summary><c>./pack</c>: every package, as it would be published, into <c>artifacts/packages</c>.</summary>
internal static class PackTask
{
    /// <param name="arguments">Nothing, or <c>--version VERSION</c>.</param>
    /// <returns>0 when all packages were made, else 1.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        string[] version = arguments switch
        {
            [] => [],
            ["--version", var given] when given.Length > 0 && !given.StartsWith('-') => [$"-p:Version={given}"],
            _ => throw new UsageException($"'{string.Join(' ', arguments)}' is not understood: ./pack [--version VERSION]."),
        };
        var clock = Stopwatch.StartNew();
        var folder = Repository.Artifact("packages");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);

        // Paths of this machine are no part of a package, so it is built apart from what is run and debugged here.
        var project = Path.Combine(Repository.Root, "eng", "Packages.proj");
        string[] common =
        [
            "msbuild", project, "-v:q", "-nologo", "-m", "-p:Configuration=Release", "-p:ContinuousIntegrationBuild=true",
            "-p:RunAnalyzers=false", $"-p:ArtifactsPath={Repository.Artifact("pack")}", $"-p:PackageOutputPath={folder}", .. version,
        ];
        if (await Shell.RetryAsync("dotnet", [.. common, "-t:Restore"]) != 0)
        {
            Console.WriteLine("The packages that they depend on could not be restored, so nothing was packed.");
            return 1;
        }

        if (await Shell.RunAsync("dotnet", [.. common, "-t:Pack"]) != 0)
        {
            Console.WriteLine("A package could not be made; what is printed above says why.");
            return 1;
        }

        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*.nupkg").OrderBy(f => f.Name, StringComparer.Ordinal))
            Console.WriteLine($"  {file.Name,-44} {file.Length / 1024.0,10:N0} KB");
        Console.WriteLine($"Packed into {Path.GetRelativePath(Repository.Root, folder)} ({clock.Elapsed.TotalSeconds:F0} s).");
        return 0;
    }
}
