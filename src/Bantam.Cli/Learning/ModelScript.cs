using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using System.Security;
using Bantam.Training.Data;
using Bantam.Training.Layers;

namespace Bantam.Cli.Learning;

/// <summary>
/// A model in a file of C# without a project: a public static method in it makes the model,
/// <c>public static Model Create(IReadOnlyList&lt;Field&gt; inputs, int classes)</c>, or with fewer of these parameters. The SDK compiles
/// it against the libraries that this process runs.
/// </summary>
internal static class ModelScript
{
    private static readonly string[] Libraries = ["Bantam", "Bantam.Onnx", "Bantam.Training", "Bantam.Vision", "Bantam.Zoo"];

    /// <summary>Whether a file is one, by its name.</summary>
    public static bool IsOne(string path) => Path.GetExtension(path).Equals(".cs", StringComparison.OrdinalIgnoreCase);

    /// <summary>Compiles a file and makes its model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="inputs">What the model takes of a sample.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <exception cref="NotSupportedException">It does not compile, or has no such method; the message says what is wrong.</exception>
    public static Model Create(string path, IReadOnlyList<Field> inputs, int classes)
    {
        var folder = Directory.CreateTempSubdirectory("bantam-script-").FullName;
        try
        {
            var assembly = new AssemblyLoadContext("script").LoadFromStream(new MemoryStream(Compile(path, folder)));
            object?[] all = [inputs, classes];
            var makers = assembly.GetExportedTypes().SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static))
                .Where(m => typeof(Model).IsAssignableFrom(m.ReturnType)
                    && m.GetParameters().All(p => all.Any(a => p.ParameterType.IsInstanceOfType(a)))).ToArray();
            if (makers is not [var maker])
                throw new NotSupportedException(
                    $"{Path.GetFileName(path)} > a script must have one public static method that gives a Model and takes "
                    + $"IReadOnlyList<Field> inputs, int classes, or fewer of them; it has {makers.Length}.");
            object?[] given = [.. maker.GetParameters().Select(p => all.First(a => p.ParameterType.IsInstanceOfType(a)))];
            return (Model?)maker.Invoke(null, given)
                ?? throw new NotSupportedException($"{Path.GetFileName(path)} > {maker.Name} must give a model; it gave none.");
        }
        catch (TargetInvocationException error) when (error.InnerException is { } inner)
        {
            throw new NotSupportedException($"{Path.GetFileName(path)} > {inner.Message}", inner);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Compile(string path, string folder)
    {
        var references = Libraries.Select(name => Path.Combine(AppContext.BaseDirectory, name + ".dll"))
            .Select(file => $"""<Reference Include="{Xml(file)}" />""");
        File.WriteAllText(Path.Combine(folder, "script.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <EnableDefaultCompileItems>false</EnableDefaultCompileItems>
              </PropertyGroup>
              <ItemGroup>
                <Compile Include="{Xml(Path.GetFullPath(path))}" />
                {string.Join(Environment.NewLine, references)}
              </ItemGroup>
            </Project>
            """);
        var start = new ProcessStartInfo(
            Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet",
            ["build", "--nologo", "-v", "q", "-o", Path.Combine(folder, "out"), "script.csproj"])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true,
        };

        // A build server would outlive this process.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var build = Process.Start(start)!;
        var output = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        if (build.ExitCode == 0) return File.ReadAllBytes(Path.Combine(folder, "out", "script.dll"));
        var errors = output.Split('\n').Where(l => l.Contains(": error ", StringComparison.Ordinal)).Select(l => l.Split(" [")[0].Trim())
            .Distinct().ToArray();
        var problem = string.Join(Environment.NewLine, errors.Length > 0 ? errors : [output.Trim()]);
        throw new NotSupportedException($"{Path.GetFileName(path)} > it must compile: {problem}");
    }

    private static string Xml(string text) => SecurityElement.Escape(text);
}
