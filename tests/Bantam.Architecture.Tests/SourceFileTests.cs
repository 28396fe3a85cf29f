namespace Bantam.Architecture.Tests;

/// <summary>How long and how full a file may be.</summary>
public sealed class SourceFileTests
{
    private const int Longest = 500;
    private const int LongestProject = 20;

    private const int Widest = 140;

    private static readonly string[] Hand = [".cs", ".js", ".css", ".html"];
    private static readonly string[] Wrapped = [".cs", ".js", ".ts", ".css", ".html", ".py", ".csproj", ".targets", ".props", ".proto"];
    private static readonly string[] WrappedFolders = ["src/", "tests/", "benchmarks/", "eng/"];

    public static TheoryData<string> Projects => [.. Checkout.Projects()];

    [Fact]
    public void No_file_is_longer_than_the_budget()
    {
        var lengths = Checkout.Files
            .Where(file => Hand.Contains(Path.GetExtension(file)))
            .Select(file => (File: file, Lines: File.ReadLines(Checkout.FullPath(file)).Count()));
        var violations =
            lengths.Where(file => file.Lines > Longest).Select(file => $"{file.File} has {file.Lines} lines; {Longest} is the limit.")
            .ToArray();
        Assert.True(violations.Length == 0, string.Join('\n', violations));
    }

    [Fact]
    public void No_line_is_wider_than_the_editor_shows()
    {
        var violations = Checkout.Files
            .Where(file => WrappedFolders.Any(folder => file.StartsWith(folder, StringComparison.Ordinal)))
            .Where(file => Wrapped.Contains(Path.GetExtension(file)))
            .SelectMany(file => File.ReadLines(Checkout.FullPath(file)).Select((line, i) => (File: file, Number: i + 1, line.Length)))
            .Where(line => line.Length > Widest).Select(
                line => $"{line.File}({line.Number}) has {line.Length} columns; {Widest} is the limit.");
        Assert.Empty(violations);
    }

    [Theory, MemberData(nameof(Projects))]
    public void A_project_file_is_short(string file) =>
        Assert.InRange(File.ReadLines(Checkout.FullPath(file)).Count(), 1, LongestProject - 1);

    [Fact]
    public void A_file_holds_one_public_type_and_is_named_after_it()
    {
        var violations = Checkout.Sources("src").Select(file => (File: file, Types: PublicType.Read(file)))
            .Where(source => !IsOneThing(Path.GetFileNameWithoutExtension(source.File), source.Types, HasCompanions(source.File)))
            .Select(source => $"{source.File} holds {string.Join(", ", source.Types.Select(type => type.Name))}.").ToArray();
        Assert.True(violations.Length == 0, string.Join('\n', violations));
    }

    private static bool IsOneThing(string name, IReadOnlyList<PublicType> types, bool hasCompanions)
    {
        if (types.Count == 0) return true;
        if (types is [{ IsPartial: true } part] && name.StartsWith(part.Name, StringComparison.Ordinal)) return true;
        return types.Any(type => type.Name == name) && (hasCompanions || types.Count(type => !type.IsEnum) <= 1);
    }

    /// <summary>An operator's attributes stand beside it.</summary>
    private static bool HasCompanions(string file) => file.StartsWith("src/Bantam/Operators/", StringComparison.Ordinal);
}
