using System.Text.RegularExpressions;

namespace Bantam.Tasks;

/// <summary>The size ledger: how large the code is, and which files have grown past what one reads in one sitting.</summary>
internal static partial class Ledger
{
    private const int LongFile = 300;

    private static readonly string[] Extensions = [".cs", ".js", ".html", ".css"];
    private static readonly string[] Skipped = ["artifacts", "node_modules", "bin", "obj"];

    public static void Print()
    {
        var projects = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetDirectoryName(file)!).Where(folder => !IsSkipped(folder)).Order(StringComparer.Ordinal).ToArray();
        Console.WriteLine();
        Console.WriteLine($"  {"project",-40} {"files",6} {"lines",8} {"median",7} {"longest",8}");
        var files = projects.Select(folder => (Folder: folder, Files: Sources(folder))).ToArray();
        foreach (var (folder, sources) in files)
        {
            var lines = sources.Select(source => source.Lines).Order().ToArray();
            if (lines.Length == 0) continue;
            Console.WriteLine($"  {Relative(folder),-40} {lines.Length,6} {lines.Sum(),8} {lines[lines.Length / 2],7} {lines[^1],8}");
        }

        foreach (var (file, lines) in files.SelectMany(project => project.Files).Where(source => source.Lines > LongFile))
        {
            Console.WriteLine($"  longer than {LongFile} lines: {Relative(file)} ({lines})");
        }

        var operators = Directory.EnumerateFiles(
            Path.Combine(Repository.Root, "src", "Bantam", "Operators"), "*.cs", SearchOption.AllDirectories)
            .Count(file => OperatorRecord().IsMatch(File.ReadAllText(file)));
        Console.WriteLine($"  operators: {operators}");
    }

    private static (string File, int Lines)[] Sources(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Extensions.Contains(Path.GetExtension(file)) && !IsSkipped(file))
            .Select(file => (file, File.ReadLines(file).Count())).OrderBy(source => source.file, StringComparer.Ordinal),
    ];

    private static bool IsSkipped(string path) => Relative(path).Split(Path.DirectorySeparatorChar).Any(Skipped.Contains);

    private static string Relative(string path) => Path.GetRelativePath(Repository.Root, path);

    /// <summary>A sealed record with a base class: in the folder of operators those are the operators, the others are attributes.</summary>
    [GeneratedRegex(@"public sealed record \w+[^:{;]*:\s*(?!I[A-Z])\w+")]
    private static partial Regex OperatorRecord();
}
