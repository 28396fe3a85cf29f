using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Xml.Linq;
using Bantam.Bench.Measuring;

namespace Bantam.Bench.Installing;

/// <summary>
/// A folder for the projects of a new user, in which the packages of this checkout are known, unpacked apart from those that this user
/// has already.
/// </summary>
internal sealed class NewProjects : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("bantam-install-").FullName;

    /// <summary>Packs this checkout, and makes the folder.</summary>
    public static async Task<NewProjects> CreateAsync(CancellationToken cancellation)
    {
        var command = Path.Combine(Repository.Root, OperatingSystem.IsWindows() ? "pack.cmd" : "pack");
        await RunAsync(Repository.Root, command, [], cancellation);
        var projects = new NewProjects();
        var own = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Directory.CreateDirectory(own);
        var settings = new XElement(
            "configuration",
            new XElement("config", Add("globalPackagesFolder", Path.Combine(projects._root, "packages"))),
            new XElement("packageSources", Add("bantam", Repository.Artifact("packages"))),
            new XElement("fallbackPackageFolders", Add("own", own)));
        await File.WriteAllTextAsync(Path.Combine(projects._root, "nuget.config"), settings.ToString(), cancellation);
        return projects;

        static XElement Add(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));
    }

    /// <summary>From <c>dotnet new</c> to what the app prints.</summary>
    /// <returns>Milliseconds, and the project's folder.</returns>
    /// <exception cref="MeasurementException">The package cannot be had, or the app does not run.</exception>
    public async Task<(double Milliseconds, string Folder)> MakeAsync(HelloApp app, int turn, CancellationToken cancellation)
    {
        var folder = Path.Combine(_root, $"{app.System.Replace('/', '-')}-{turn}");
        var clock = Stopwatch.StartNew();
        await RunAsync(_root, "dotnet", ["new", "console", "-o", folder, "-n", "Hello", "--no-restore"], cancellation);
        string[] version = app.Version is { } given ? ["--version", given] : [];
        await RunAsync(folder, "dotnet", ["add", "package", app.Package, .. version], cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), app.Program, cancellation);
        File.Copy(ModelFile(), Path.Combine(folder, HelloApp.Model));
        await RunAsync(folder, "dotnet", ["run"], cancellation);
        return (clock.Elapsed.TotalMilliseconds, folder);
    }

    /// <summary>Publishes a project for this system; gives the folder.</summary>
    public static async Task<string> PublishAsync(string folder, CancellationToken cancellation)
    {
        var published = Path.Combine(folder, "published");
        string[] options = ["-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "-o", published];
        await RunAsync(folder, "dotnet", ["publish", .. options], cancellation);
        File.Copy(Path.Combine(folder, HelloApp.Model), Path.Combine(published, HelloApp.Model));
        return published;
    }

    /// <summary>Runs a published app once.</summary>
    /// <returns>Milliseconds from its start to its end.</returns>
    public static async Task<double> StartAsync(string published, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        await RunAsync(published, Path.Combine(published, OperatingSystem.IsWindows() ? "Hello.exe" : "Hello"), [], cancellation);
        return clock.Elapsed.TotalMilliseconds;
    }

    /// <summary>Bytes of a folder, without the model.</summary>
    public static long SizeOf(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
        .Where(f => f.Name != HelloApp.Model).Sum(f => f.Length);

    /// <summary>Bytes of the packages that a project was restored with, unpacked.</summary>
    public static long RestoredBytes(string folder)
    {
        using var assets = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "obj", "project.assets.json")));
        string[] folders = [.. assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name)];
        return assets.RootElement.GetProperty("libraries").EnumerateObject()
            .Select(l => l.Value.GetProperty("path").GetString()!)
            .Select(path => folders.Select(f => Path.Combine(f, path)).FirstOrDefault(Directory.Exists))
            .OfType<string>().Sum(SizeOf);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string ModelFile()
    {
        var path = Path.Combine(_root, HelloApp.Model);
        if (!File.Exists(path)) HelloModel.Save(path);
        return path;
    }

    private static async Task RunAsync(string folder, string program, string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["DOTNET_NOLOGO"] = start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";

        // A build that leaves processes behind for the next one leaves them with our end of its output.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode == 0) return;
        var said = (await errors + await output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var reason = said.FirstOrDefault(l => l.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? said.FirstOrDefault();
        var command = $"{Path.GetFileName(program)} {string.Join(' ', arguments)}";
        throw new MeasurementException($"'{command}' ended with {process.ExitCode}: {reason}");
    }
}
