using System.Diagnostics;

namespace Bantam.Onnx.Tests.Publishing;

/// <summary>
/// A console app on the libraries under test, published by the SDK into a folder of its own. Warnings about it are errors.
/// </summary>
internal sealed class PublishedApp : IDisposable
{
    private static readonly string[] Libraries = ["Bantam", "Bantam.Onnx", "Google.Protobuf"];

    private readonly string _folder = Directory.CreateTempSubdirectory("bantam-published-").FullName;

    /// <summary>Publishes source code.</summary>
    /// <param name="properties">What the project says of itself besides.</param>
    /// <param name="files">The source files by name, and what lies beside them.</param>
    public PublishedApp(IReadOnlyDictionary<string, string> properties, IReadOnlyDictionary<string, byte[]> files)
    {
        var references = Libraries.Select(l => $"""<Reference Include="{Path.Combine(AppContext.BaseDirectory, l + ".dll")}" />""");
        File.WriteAllText(Path.Combine(_folder, "App.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <InvariantGlobalization>true</InvariantGlobalization>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <TrimmerSingleWarn>false</TrimmerSingleWarn>
                <NuGetAudit>false</NuGetAudit>
                {string.Concat(properties.Select(p => $"<{p.Key}>{p.Value}</{p.Key}>"))}
              </PropertyGroup>
              <ItemGroup>{string.Concat(references)}</ItemGroup>
            </Project>
            """);
        foreach (var (name, bytes) in files) File.WriteAllBytes(Path.Combine(_folder, name), bytes);
        var (code, output) = Run(
            "dotnet", "publish", "-c", "Release", "--use-current-runtime", "-o", "out", "-nologo", "-v", "q", "--disable-build-servers");
        if (code == 0) return;
        Dispose();
        throw new InvalidOperationException($"The app cannot be published.\n{output}");
    }

    /// <summary>What it prints, line by line.</summary>
    public string[] Start()
    {
        var (code, output) = Run(Path.Combine(_folder, "out", OperatingSystem.IsWindows() ? "App.exe" : "App"));
        if (code != 0) throw new InvalidOperationException($"The app ended with {code}.\n{output}");
        return output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private (int Code, string Output) Run(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the test runner sets for itself is not meant for a build.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit();
        return (process.ExitCode, output.Result + errors.Result);
    }
}
