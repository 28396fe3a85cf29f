using System.ComponentModel;
using System.Diagnostics;

namespace Bantam.Bench.Cases;

/// <summary>Fetches packages by the programs of their registries, as these are set up on the machine.</summary>
internal static class PackageFetcher
{
    private const string NuGet = "nuget:";

    /// <summary>How the name of a package's archive ends: it is a zip file, or a compressed tape archive.</summary>
    public static string Extension(string package) => IsNuGet(package) ? ".nupkg" : ".tgz";

    /// <summary>Fetches a package; gives the path of its archive.</summary>
    /// <param name="package"><c>name@version</c> of npm, or <c>nuget:name@version</c>.</param>
    /// <param name="folder">An empty folder to work in.</param>
    /// <exception cref="IOException">There is no such program or no network.</exception>
    public static string Fetch(string package, string folder)
    {
        if (IsNuGet(package)) Restore(package[NuGet.Length..], folder);
        else Run(folder, "npm", ["pack", package, "--silent"]);
        return Directory.GetFiles(folder, "*" + Extension(package), SearchOption.AllDirectories).Single();
    }

    private static bool IsNuGet(string package) => package.StartsWith(NuGet, StringComparison.Ordinal);

    /// <summary>A project that only downloads, without what the package depends on.</summary>
    private static void Restore(string package, string folder)
    {
        var at = package.LastIndexOf('@');
        File.WriteAllText(Path.Combine(folder, "Fetch.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <RestorePackagesPath>{folder}</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup><PackageDownload Include="{package[..at]}" Version="[{package[(at + 1)..]}]" /></ItemGroup>
            </Project>
            """);
        Run(folder, "dotnet", ["restore", "--verbosity", "quiet"]);
    }

    private static void Run(string folder, string program, string[] arguments)
    {
        var isScript = OperatingSystem.IsWindows() && program == "npm";
        var start = isScript ? new ProcessStartInfo("cmd.exe", ["/c", program, .. arguments]) : new ProcessStartInfo(program, arguments);
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError) = (folder, true, true);
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == 0) return;
            var command = $"{program} {string.Join(' ', arguments)}";
            throw new IOException($"'{command}' ended with exit code {process.ExitCode}: {error.Result}{output}");
        }
        catch (Win32Exception error)
        {
            throw new IOException($"There is no {program}, which fetches packages: {error.Message}", error);
        }
    }
}
