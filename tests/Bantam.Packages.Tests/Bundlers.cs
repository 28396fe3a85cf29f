using Bantam.Architecture.Tests;

namespace Bantam.Packages.Tests;

/// <summary>Projects of web developers: pages that import a bundle, beside the bundlers of the lock file.</summary>
internal static class Bundlers
{
    private static readonly string Folder = Checkout.FullPath("artifacts/npm");

    /// <summary>Makes a project with a bundle that all levels have and that can train.</summary>
    /// <param name="feed">The packages.</param>
    /// <param name="name">The project's name.</param>
    /// <param name="isDependency">Whether the bundle is an installed package, and not a folder of the project.</param>
    public static async Task<string> NewAsync(Feed feed, string name, bool isDependency = false)
    {
        await InstallAsync();
        var project = Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;
        Directory.Delete(project, recursive: true);
        Directory.CreateDirectory(project);
        string[] levels = ["wasm-relaxed", "wasm-simd", "wasm-mvp", "js"];
        await Programs.RunAsync(
            project, await feed.Command.Value,
            [
                "compile", Path.Combine(await feed.Trained.Value, "circle.onnx"), "-o", "circle", "--training", "--training-batch", "4",
                "--loss", "mse", .. levels.SelectMany(l => (string[])["--target", l]),
            ]);
        foreach (var file in (string[])["index.html", "main.js"]) File.Copy(Source(file), Path.Combine(project, file));
        await File.WriteAllTextAsync(Path.Combine(project, "package.json"), """{ "private": true, "type": "module" }""");
        if (isDependency)
        {
            await NpmAsync(project, "pack", "./circle");
            await NpmAsync(project, "install", "./circle-1.0.0.tgz");
            Directory.Delete(Path.Combine(project, "circle"), recursive: true);
        }

        var main = Path.Combine(project, "main.js");
        var text = await File.ReadAllTextAsync(main);
        var module = isDependency ? "circle" : "./circle/bantam.js";
        await File.WriteAllTextAsync(main, text.Replace("MODULE", module, StringComparison.Ordinal));
        return project;
    }

    /// <summary>Builds a project.</summary>
    public static Task BuildAsync(string project, string bundler) => Programs.RunAsync(Folder, "node", "build.mjs", bundler, project);

    /// <summary>Serves a project, or what was built of it; gives the process and the address.</summary>
    public static async Task<(System.Diagnostics.Process Process, string Address)> ServeAsync(string project, bool isBuilt)
    {
        string[] arguments = ["serve.mjs", project, .. isBuilt ? (string[])["built"] : []];
        var (process, line) = await Programs.ServeAsync(Folder, "node", arguments, "Serving at ");
        return (process, line["Serving at ".Length..]);
    }

    /// <summary>Installs the bundlers where they are missing or of another lock file.</summary>
    private static async Task InstallAsync()
    {
        var folders = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator);
        var isThere = Array.Exists(folders, f => File.Exists(Path.Combine(f, "npm")) || File.Exists(Path.Combine(f, "npm.cmd")));
        if (!isThere && Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail("There is no npm on the PATH.");
        Assert.SkipUnless(isThere, "There is no npm on the PATH.");
        Directory.CreateDirectory(Folder);
        foreach (var file in (string[])["package.json", "package-lock.json", ".npmrc", "serve.mjs", "build.mjs"])
            File.Copy(Source(file), Path.Combine(Folder, file), overwrite: true);

        // npm writes this file last, so it also tells that an installation was not cut off.
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Source("package-lock.json"))) return;
        await NpmAsync(Folder, "ci");
    }

    private static Task NpmAsync(string folder, params string[] arguments)
    {
        string[] quiet = [.. arguments, "--no-audit", "--no-fund", "--loglevel=error"];
        return OperatingSystem.IsWindows()
            ? Programs.RunAsync(folder, "cmd.exe", ["/c", "npm", .. quiet]) : Programs.RunAsync(folder, "npm", quiet);
    }

    private static string Source(string file) => Checkout.FullPath($"tests/Bantam.Packages.Tests/web/{file}");
}
