using System.Diagnostics;
using System.Text.Json;
using Bantam.Web.Bundles;

namespace Bantam.Web.Tests.Bundles;

/// <summary>A program in Node that lies beside a bundle.</summary>
internal static class NodeProgram
{
    /// <summary>Runs a program; gives the JSON that it prints. Where there is no Node the test is skipped, but not in CI.</summary>
    /// <param name="bundle">What lies in the program's folder.</param>
    /// <param name="script">The program: a module.</param>
    /// <param name="files">Files that it reads, by name.</param>
    public static async Task<JsonElement> RunAsync(
        CompiledBundle bundle, string script, IReadOnlyDictionary<string, byte[]>? files = null)
    {
        const string message = "There is no node on the PATH.";
        var folders = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator);
        var isThere = Array.Exists(folders, f => File.Exists(Path.Combine(f, "node")));
        if (!isThere && Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(message);
        Assert.SkipUnless(isThere, message);

        var folder = Directory.CreateTempSubdirectory("bantam-node-").FullName;
        try
        {
            await bundle.WriteAsync(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), """{ "type": "module" }""");
            await File.WriteAllBytesAsync(Path.Combine(folder, "test.js"), BundlePage.TestFile("test.js"));
            await File.WriteAllTextAsync(Path.Combine(folder, "script.js"), script);
            foreach (var (name, bytes) in files ?? new Dictionary<string, byte[]>())
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
                await File.WriteAllBytesAsync(Path.Combine(folder, name), bytes);
            }

            var start = new ProcessStartInfo("node", "script.js") { WorkingDirectory = folder };
            (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
            using var node = Process.Start(start)!;
            var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
            await node.WaitForExitAsync();
            Assert.True(node.ExitCode == 0, await errors);
            return JsonDocument.Parse(await output).RootElement;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
