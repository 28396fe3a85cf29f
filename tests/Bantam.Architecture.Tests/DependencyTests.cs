using System.Xml.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace Bantam.Architecture.Tests;

/// <summary>Dependencies point one way: as the two tables of docs/architecture.md say.</summary>
public sealed class DependencyTests
{
    private const string Core = "src/Bantam";

    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Projects = DependencyTable.Read("project");
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Folders = DependencyTable.Read("folder of the core");

    public static TheoryData<string> ProjectFiles => [.. Checkout.Projects("src/")];

    public static TheoryData<string> CoreFolders =>
        [.. Checkout.Sources(Core).Select(file => file.Split('/')).Where(parts => parts.Length > 3).Select(parts => parts[2]).Distinct()];

    [Theory, MemberData(nameof(ProjectFiles))]
    public void A_project_references_only_what_the_table_allows(string file)
    {
        var project = Path.GetFileNameWithoutExtension(file);
        Assert.True(Projects.ContainsKey(project), $"{project} is not in the table of projects in docs/architecture.md.");
        var references = XDocument.Parse(Checkout.Read(file)).Descendants()
            .Where(element => element.Name.LocalName is "ProjectReference" or "PackageReference" or "FrameworkReference")
            .Where(element => element.Attribute("PrivateAssets")?.Value != "all") // tools of the build, of which nothing is shipped
            .Select(element => element.Attribute("Include")!.Value)
            .Select(name => name.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(name) : name);
        var forbidden = references.Except(Projects[project]).ToArray();
        Assert.True(forbidden.Length == 0, $"{file} references {string.Join(", ", forbidden)}, which docs/architecture.md does not allow.");
    }

    [Theory, MemberData(nameof(ProjectFiles))]
    public void A_project_uses_only_namespaces_of_the_projects_that_it_may_use(string file)
    {
        var project = Path.GetFileNameWithoutExtension(file);
        var others = Projects.Keys.Where(other => other != project && !Projects[project].Contains(other)).ToArray();
        var violations = Checkout.Sources(Path.GetDirectoryName(file)!.Replace('\\', '/'))
            .SelectMany(source => Usings(source).Select(name => (Source: source, Name: name)))
            .Where(use => others.Contains(ProjectOf(use.Name)))
            .Select(use => $"{use.Source} uses {use.Name}").ToArray();
        Assert.True(violations.Length == 0, string.Join('\n', violations));
    }

    [Theory, MemberData(nameof(CoreFolders))]
    public void A_folder_of_the_core_uses_only_folders_that_the_table_allows(string folder)
    {
        Assert.True(Folders.ContainsKey(folder), $"{Core}/{folder} is not in the table of folders in docs/architecture.md.");
        var violations = Checkout.Sources($"{Core}/{folder}")
            .SelectMany(source => Usings(source).Select(name => (Source: source, Name: name)))
            .Where(use => use.Name.Split('.') is ["Bantam", var other, ..] && other != folder && !Folders[folder].Contains(other))
            .Select(use => $"{use.Source} uses {use.Name}").ToArray();
        Assert.True(violations.Length == 0, string.Join('\n', violations));
    }

    [Fact]
    public void The_tables_allow_no_circle_among_projects()
    {
        foreach (var project in Projects.Keys) Assert.DoesNotContain(project, Reachable(project));
    }

    [Fact]
    public void Every_project_is_in_the_solution_and_has_tests()
    {
        var solution = Checkout.Read("Bantam.slnx");
        foreach (var file in Checkout.Projects()) Assert.Contains($"\"{file}\"", solution, StringComparison.Ordinal);
        var tested = Checkout.Projects("tests/").Select(Path.GetFileNameWithoutExtension).ToHashSet();
        foreach (var file in Checkout.Projects("src/")) Assert.Contains(Path.GetFileNameWithoutExtension(file) + ".Tests", tested);
    }

    private static IEnumerable<string> Usings(string source) =>
        CSharpSyntaxTree.ParseText(Checkout.Read(source), cancellationToken: TestContext.Current.CancellationToken)
            .GetCompilationUnitRoot().Usings.Select(
                directive => directive.NamespaceOrType.ToString().Replace("global::", "", StringComparison.Ordinal));

    /// <summary>The project whose name is the longest that begins the namespace.</summary>
    private static string? ProjectOf(string name) =>
        Projects.Keys.Where(project => name == project || name.StartsWith(project + ".", StringComparison.Ordinal)).MaxBy(
            project => project.Length);

    private static HashSet<string> Reachable(string project)
    {
        var seen = new HashSet<string>();
        var open = new Queue<string>(Projects[project]);
        while (open.TryDequeue(out var next))
        {
            if (seen.Add(next) && Projects.TryGetValue(next, out var uses)) foreach (var use in uses) open.Enqueue(use);
        }

        return seen;
    }
}
