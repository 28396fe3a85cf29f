using System.ComponentModel;
using System.Diagnostics;
using Bantam.Bench.Measuring;
using Bantam.Bench.Reports;

namespace Bantam.Bench.Web;

/// <summary>The browser libraries in <c>benchmarks/peers/web</c>, at the versions of its lock file.</summary>
internal static class PeerPackages
{
    /// <summary>The folder that is served.</summary>
    public static string Folder { get; } = Repository.Benchmarks("peers", "web");

    /// <summary>Installs them where they are missing or of another lock file.</summary>
    /// <exception cref="MeasurementException">They cannot be installed.</exception>
    public static async Task EnsureAsync(CancellationToken cancellation)
    {
        // npm writes this file last, so it also tells that an installation was not cut off.
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"))) return;
        Screen.Progress($"Installing the browser libraries to compare with: npm ci in {Path.GetRelativePath(Repository.Root, Folder)} ...");
        var (program, before) = OperatingSystem.IsWindows() ? ("cmd.exe", (string[])["/c", "npm"]) : ("npm", []);
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, [.. before, "ci", "--no-audit", "--no-fund", "--loglevel=error"])
                {
                    WorkingDirectory = Folder,
                    RedirectStandardOutput = true, // our own output is the report
                })!;
            await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            if (process.ExitCode != 0)
                throw new MeasurementException(
                    $"'npm ci' in {Folder} ended with exit code {process.ExitCode}; what it printed above says why.");
        }
        catch (Win32Exception error)
        {
            throw new MeasurementException(
                $"There is no npm, which installs the browser libraries: {error.Message}. Install Node.js.", error);
        }
    }
}
