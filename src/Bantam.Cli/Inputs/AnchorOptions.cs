using System.CommandLine;
using System.Globalization;
using Bantam.Cli.Commands;
using Bantam.Vision;

namespace Bantam.Cli.Inputs;

/// <summary>The anchors of a single-shot detector, which files of models do not hold.</summary>
internal sealed class AnchorOptions
{
    private const int Fields = 4;

    private readonly Option<string?> _anchors = new("--anchors")
    {
        Description =
            "The anchors of a single-shot detector (SSD) that gives logits and offsets: a line each, in the order of its outputs, "
            + "with the centre across and down, the width and the height in shares of the input.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _variances = new("--variances")
    {
        Description = "By what offsets of centres and of sizes are multiplied; 0.1,0.2 by default.", HelpName = "X,Y",
    };

    /// <summary>All options, in the order in which the help shows them.</summary>
    public IReadOnlyList<Option> All => [_anchors, _variances];

    /// <summary>The first option that is given; null where none is.</summary>
    public Option? Given(ParseResult given) => All.FirstOrDefault(o => given.GetResult(o) is { Implicit: false });

    /// <summary>How the outputs of such a detector are read; null where no anchors are given.</summary>
    /// <param name="given">The command.</param>
    /// <exception cref="UsageException">The file is not there or holds something else.</exception>
    public DetectorFormat? Of(ParseResult given)
    {
        if (given.GetValue(_anchors) is not { } path)
            return given.GetValue(_variances) is null ? null
                : throw new UsageException("--variances belongs to anchors; give them with --anchors FILE.");
        if (!File.Exists(path)) throw new UsageException($"--anchors: {CliOptions.MissingFile(path)}");
        var variances = given.GetValue(_variances) is { } text
            ? Numbers(text, 2) ?? throw new UsageException($"--variances takes two numbers such as 0.1,0.2; it was given '{text}'.")
            : [0.1f, 0.2f];
        var lines = File.ReadLines(path).Select((line, i) => (Line: line.Trim(), Number: i + 1)).Where(l => l.Line.Length > 0);
        Box[] anchors = [.. lines.Select(l => Numbers(l.Line, Fields) is [var x, var y, var width, var height]
            ? Box.Around(x, y, width, height) : throw new UsageException(
                $"--anchors takes a file with four numbers a line; line {l.Number} of {path} is '{Shortened(l.Line)}'."))];
        return anchors.Length > 0 ? DetectorFormat.Ssd(new SsdAnchors(anchors, variances[0], variances[1]))
            : throw new UsageException($"--anchors: there are none in {path}.");
    }

    private static float[]? Numbers(string text, int count)
    {
        var parts = text.Split((char[])[',', ' ', '\t', ';'], StringSplitOptions.RemoveEmptyEntries);
        var numbers = parts.Select(p => float.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) ? x : float.NaN);
        return parts.Length == count && numbers.All(float.IsFinite) ? [.. numbers] : null;
    }

    private static string Shortened(string line) => line.Length <= 40 ? line : $"{line[..40]}…";
}
