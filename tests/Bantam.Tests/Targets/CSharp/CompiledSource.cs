using System.Diagnostics;
using System.Reflection;

namespace Bantam.Tests.Targets.CSharp;

/// <summary>Source that the SDK's own compiler made a library of, in a project that references nothing.</summary>
internal static class CompiledSource
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
          </PropertyGroup>
        </Project>
        """;

    /// <summary>The library of some files; a failure says what the compiler did.</summary>
    public static Assembly Build(IReadOnlyDictionary<string, string> files)
    {
        var folder = Directory.CreateTempSubdirectory("bantam-csharp-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "Written.csproj"), Project);
            foreach (var (name, text) in files) File.WriteAllText(Path.Combine(folder, name), text);
            string[] arguments = ["build", "-c", "Release", "-o", "out", "-nologo", "-v", "q", "--disable-build-servers"];
            var start = new ProcessStartInfo("dotnet", arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
            };
            // What the test runner sets for itself is not meant for a build.
            foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
                start.Environment.Remove(name);
            using var build = Process.Start(start)!;
            var output = build.StandardOutput.ReadToEnd();
            build.WaitForExit();
            if (build.ExitCode != 0) throw new InvalidOperationException($"The written source does not compile.\n{output}");
            return Assembly.Load(File.ReadAllBytes(Path.Combine(folder, "out", "Written.dll")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
