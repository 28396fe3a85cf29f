namespace Bantam.Architecture.Tests;

/// <summary>The documents tell the truth: their examples compile and their links lead somewhere.</summary>
public sealed class DocumentTests
{
    private static readonly string[] Pages =
        [.. Checkout.Files.Where(
            file =>
            file.EndsWith(".md", StringComparison.Ordinal)
                && (((string[])["docs/", "src/", "eng/"]).Any(f => file.StartsWith(f, StringComparison.Ordinal)) || !file.Contains('/')))];

    public static TheoryData<string, int> Examples => [.. Pages.SelectMany(CodeBlock.Read).Select(block => (block.Page, block.Line))];

    public static TheoryData<string> PageNames => [.. Pages];

    [Theory, MemberData(nameof(Examples))]
    public void An_example_compiles(string page, int line)
    {
        var errors = CodeBlock.Read(page).Single(block => block.Line == line).Compile();
        Assert.True(errors.Count == 0, string.Join('\n', errors));
    }

    [Theory, MemberData(nameof(PageNames))]
    public void A_link_leads_to_a_file(string page)
    {
        var folder = Path.GetDirectoryName(Checkout.FullPath(page))!;
        var dead = Links.Read(Checkout.Read(page)).Where(link => !Path.Exists(Path.Combine(folder, link))).ToArray();
        Assert.True(dead.Length == 0, $"{page} > links to files that do not exist: {string.Join(", ", dead)}");
    }
}
