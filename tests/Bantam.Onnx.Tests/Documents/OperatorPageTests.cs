using System.Runtime.CompilerServices;

namespace Bantam.Onnx.Tests.Documents;

/// <summary>docs/operators.md says what operators do.</summary>
public sealed class OperatorPageTests
{
    [Fact]
    public void The_page_of_operators_is_what_the_code_says()
    {
        var (path, page) = (PagePath(), OperatorPage.Write(OperatorSamples.Read()));
        if (Environment.GetEnvironmentVariable("BANTAM_PROMOTE") == "1") File.WriteAllText(path, page);
        var written = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        var stale = page.Split('\n').Except(written.Split('\n')).ToArray();
        Assert.True(
            page == written,
            $"docs/operators.md is stale; BANTAM_PROMOTE=1 ./test Onnx -- -class \"*OperatorPageTests\" writes it.\n"
            + string.Join('\n', stale));
    }

    private static string PagePath([CallerFilePath] string caller = "") =>
        Path.Combine(Path.GetDirectoryName(caller)!, "..", "..", "..", "docs", "operators.md");
}
