using System.IO.Compression;
using System.Xml.Linq;
using Bantam.Architecture.Tests;

[assembly: AssemblyFixture(typeof(Bantam.Packages.Tests.Feed))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Bantam.Packages.Tests;

/// <summary>
/// The packages of this checkout, made by <c>./pack</c>, in a folder for the projects of a new user: there they are the only source of
/// Bantam, and are unpacked apart from the packages that this user has already.
/// </summary>
public sealed class Feed : IAsyncLifetime
{
    /// <summary>Where projects are made.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("bantam-packages-").FullName;

    /// <summary>The files of the packages.</summary>
    public static string Packages { get; } = Checkout.FullPath("artifacts/packages");

    /// <summary>The app that the documents begin with: its folder, in which it trained <c>circle.onnx</c> and compiled it.</summary>
    public Lazy<Task<string>> Trained { get; }

    /// <summary>What its programs printed: that which trains, that which predicts, that which compiles.</summary>
    public List<string> Printed { get; } = [];

    /// <summary>The command, installed as a tool.</summary>
    public Lazy<Task<string>> Command { get; }

    public Feed()
    {
        Trained = new(async () =>
        {
            var folder = await NewAsync("console", "Circle", "Bantam", "");
            string[] programs = [.. Page.Blocks("docs/getting-started.md", "csharp")[..2], .. Page.Blocks("docs/in-the-page.md", "csharp")];
            foreach (var program in programs)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), program);
                Printed.Add(await Programs.RunAsync(folder, "dotnet", "run"));
            }

            return folder;
        });
        Command = new(async () =>
        {
            var tools = Path.Combine(Root, "tools");
            await Programs.RunAsync(Root, "dotnet", "tool", "install", "Bantam.Cli", "--tool-path", tools);
            return Path.Combine(tools, "bantam");
        });
    }

    public async ValueTask InitializeAsync()
    {
        var command = OperatingSystem.IsWindows() ? "pack.cmd" : "pack";
        await Programs.RunAsync(Checkout.Root, Path.Combine(Checkout.Root, command));
        var own = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Directory.CreateDirectory(own);
        var settings = new XElement(
            "configuration",
            new XElement("config", Add("globalPackagesFolder", Path.Combine(Root, "packages"))),
            new XElement("packageSources", Add("bantam", Packages)),
            new XElement("fallbackPackageFolders", Add("own", own)));
        await File.WriteAllTextAsync(Path.Combine(Root, "nuget.config"), settings.ToString());

        static XElement Add(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));
    }

    /// <summary>What a package says of itself: the elements of its manifest.</summary>
    public static XElement Manifest(string file)
    {
        using var package = ZipFile.OpenRead(file);
        using var text = package.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        var root = XDocument.Load(text).Root!;
        return root.Element(root.Name.Namespace + "metadata")!;
    }

    /// <summary>Makes a project of a template with a package, and with a program of ours.</summary>
    /// <returns>Its folder.</returns>
    public async Task<string> NewAsync(string template, string name, string package, string program)
    {
        await Programs.RunAsync(Root, "dotnet", "new", template, "-o", name, "--no-restore");
        var folder = Path.Combine(Root, name);
        await Programs.RunAsync(folder, "dotnet", "add", "package", package);
        foreach (var file in Directory.EnumerateFiles(folder, "Worker.cs")) File.Delete(file);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), program);
        return folder;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Root, recursive: true);
        return ValueTask.CompletedTask;
    }
}
