namespace Bantam.Architecture.Tests;

/// <summary>What no file of the repository may hold.</summary>
public sealed class ForbiddenTextTests
{
    /// <summary>
    /// Hosts of package registries: clients know where they fetch from. Written in parts, since this file is looked through too.
    /// </summary>
    private static readonly string[] Hosts =
    [
        "nuget" + ".org", "npmjs" + ".org", "npmjs" + ".com", "yarnpkg" + ".com", "pypi" + ".org", "pythonhosted" + ".org",
        "debian" + ".org", "crates" + ".io", "maven" + ".org", "golang" + ".org",
    ];

    private static readonly string[] Binary = [".png", ".jpg", ".ico", ".woff2", ".onnx", ".bin"];

    [Fact]
    public void No_file_names_the_host_of_a_registry()
    {
        var violations = Checkout.Files.Where(file => !Binary.Contains(Path.GetExtension(file))).SelectMany(file =>
        {
            var text = Checkout.Read(file);
            return Hosts.Where(host => text.Contains(host, StringComparison.OrdinalIgnoreCase)).Select(host => $"{file} names {host}");
        });
        Assert.Empty(violations);
    }
}
