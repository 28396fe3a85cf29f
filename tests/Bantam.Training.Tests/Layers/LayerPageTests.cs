using System.Runtime.CompilerServices;

namespace Bantam.Training.Tests.Layers;

/// <summary>docs/layers.md says what layers there are.</summary>
public sealed class LayerPageTests
{
    [Fact]
    public void The_page_of_layers_is_what_the_code_says()
    {
        var (path, page) = (PagePath(), LayerPage.Write());
        if (Environment.GetEnvironmentVariable("BANTAM_PROMOTE") == "1") File.WriteAllText(path, page);
        var written = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        var stale = page.Split('\n').Except(written.Split('\n')).ToArray();
        Assert.True(
            page == written,
            "docs/layers.md is stale; BANTAM_PROMOTE=1 ./test Training -- -class \"*LayerPageTests\" writes it.\n"
            + string.Join('\n', stale));
    }

    private static string PagePath([CallerFilePath] string caller = "") =>
        Path.Combine(Path.GetDirectoryName(caller)!, "..", "..", "..", "docs", "layers.md");
}
