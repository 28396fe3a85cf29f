using System.IO.Compression;
using System.Xml.Linq;

namespace Bantam.Packages.Tests;

/// <summary>What each package says of itself and has in it.</summary>
[Trait("Speed", "slow")]
public sealed class PackageTests
{
    private static readonly string[] Libraries =
    [
        "Bantam.Adapters", "Bantam.Core", "Bantam.DependencyInjection", "Bantam.Onnx", "Bantam.Reports", "Bantam.Training",
        "Bantam.Vision", "Bantam.Web", "Bantam.Zoo",
    ];

    public static TheoryData<string> LibraryNames => [.. Libraries];

    [Fact]
    public void There_are_these_packages_and_no_more()
    {
        var names = Directory.EnumerateFiles(Feed.Packages, "*.nupkg").Select(f => Text(Feed.Manifest(f), "id"));
        string[] expected = [.. Libraries, "Bantam", "Bantam.Cli"];
        Assert.Equal(expected.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_says_what_it_is()
    {
        foreach (var file in Directory.EnumerateFiles(Feed.Packages, "*.nupkg"))
        {
            var manifest = Feed.Manifest(file);
            Assert.Equal("Apache-2.0", Text(manifest, "license"));
            Assert.Equal("README.md", Text(manifest, "readme"));
            Assert.Equal("icon.png", Text(manifest, "icon"));
            Assert.InRange(Text(manifest, "description").Length, 40, 200);
            Assert.Contains("onnx", Text(manifest, "tags"), StringComparison.Ordinal);
            using var package = ZipFile.OpenRead(file);
            Assert.NotNull(package.GetEntry("icon.png"));
            using var page = new StreamReader(package.GetEntry("README.md")!.Open());
            Assert.Equal($"# {Text(manifest, "id")}", page.ReadLine());
        }
    }

    [Theory, MemberData(nameof(LibraryNames))]
    public void A_library_has_the_documents_of_its_members_and_its_symbols(string name)
    {
        var assembly = name == "Bantam.Core" ? "Bantam" : name;
        var file = Directory.EnumerateFiles(Feed.Packages, $"{name}.*.nupkg").Single(f => Text(Feed.Manifest(f), "id") == name);
        using var package = ZipFile.OpenRead(file);
        Assert.NotNull(package.GetEntry($"lib/net10.0/{assembly}.dll"));
        using var documents = package.GetEntry($"lib/net10.0/{assembly}.xml")!.Open();
        Assert.NotEmpty(XDocument.Load(documents).Descendants("summary"));
        using var symbols = ZipFile.OpenRead(Path.ChangeExtension(file, ".snupkg"));
        Assert.NotNull(symbols.GetEntry($"lib/net10.0/{assembly}.pdb"));
    }

    [Fact]
    public void The_whole_names_its_parts_only()
    {
        var file = Directory.EnumerateFiles(Feed.Packages, "Bantam.*.nupkg").Single(f => Text(Feed.Manifest(f), "id") == "Bantam");
        var dependencies = Feed.Manifest(file).Descendants()
            .Where(e => e.Name.LocalName == "dependency").Select(e => e.Attribute("id")!.Value);
        string[] expected = ["Bantam.Onnx", "Bantam.Reports", "Bantam.Training", "Bantam.Web", "Bantam.Zoo"];
        Assert.Equal(expected, dependencies.Order(StringComparer.Ordinal));
    }

    private static string Text(XElement manifest, string name) => manifest.Element(manifest.Name.Namespace + name)?.Value ?? "";
}
