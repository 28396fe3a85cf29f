using System.CommandLine;
using Bantam.Cli.Commands;
using Bantam.Cli.Inputs;
using Bantam.Graphs;
using Bantam.Vision;
using Bantam.Web.Bundles;

namespace Bantam.Cli.Compiling;

/// <summary>Which page a bundle gets, and what the one with the camera takes besides.</summary>
internal sealed class CameraPages
{
    private const string Plain = "plain", Camera = "camera";

    private readonly Option<string> _page = CliOptions.OneOf(
        "--page", "The page of the bundle: a plain one, or one that runs a detector or classifier on the camera and on pictures.",
        Plain, Plain, Camera);

    private readonly Option<string?> _labels =
        new("--labels") { Description = "The names of the classes, a line each, for the page with the camera.", HelpName = "FILE" };

    private readonly Option<string?> _sample = new("--sample")
    {
        Description = "A picture (JPEG, PNG, WebP) that the page with the camera shows until there is another.", HelpName = "PICTURE",
    };

    private readonly AnchorOptions _anchors = new();

    /// <summary>All options, in the order in which the help shows them.</summary>
    public IReadOnlyList<Symbol> All => [_page, _labels, _sample, .. _anchors.All];

    /// <summary>Whether the page with the camera is asked for.</summary>
    /// <param name="given">The command.</param>
    /// <param name="isWeb">Whether what is written is for the web.</param>
    /// <exception cref="UsageException">It is not, but something that only it takes; or there is no page.</exception>
    public bool AreAskedFor(ParseResult given, bool isWeb)
    {
        var isCamera = given.GetValue(_page) == Camera;
        if (isCamera && !isWeb) throw new UsageException($"--page {Camera} is a page, and C# has none. Leave one of them out.");
        Option[] own = [_labels, _sample, .. _anchors.All];
        if (!isCamera && own.FirstOrDefault(o => given.GetResult(o) is { Implicit: false }) is { } stray)
            throw new UsageException($"{stray.Name} belongs to the page with the camera; ask for it with --page {Camera}.");
        return isCamera;
    }

    /// <summary>The model with what comes after fitting a picture, which the page does.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="given">The command.</param>
    /// <param name="inputs">What becomes of pictures.</param>
    /// <exception cref="UsageException">The size of pictures is not known, or the anchors are none.</exception>
    public (Graph Graph, string Sentence, PictureTask Task) Put(Graph graph, ParseResult given, ImageInputOptions inputs)
    {
        var format = _anchors.Of(given) ?? DetectorFormat.Find(graph.Outputs);
        var (input, sentence) = inputs.Of(graph, given, format);
        return (input.PutFitted(graph), $"{sentence} The page fits pictures of any size.", new PictureTask(input, format));
    }

    /// <summary>What a bundle has besides the model.</summary>
    /// <param name="options">What it has without the page.</param>
    /// <param name="graph">The model, ready to be compiled.</param>
    /// <param name="task">What it does with pictures.</param>
    /// <param name="given">The command.</param>
    /// <exception cref="UsageException">A file is not there or is no picture, or the model neither detects nor classifies.</exception>
    public BundleOptions With(BundleOptions options, Graph graph, PictureTask task, ParseResult given)
    {
        var file = given.GetValue(_labels);
        var labels = LabelFile.Read(file) ?? options.Classes?.ToArray();
        if (task.Format is null && file is not null) LabelFile.RequireAll(labels, file, graph.Outputs[0]);
        var (sample, extension) = Sample(given);
        return options with
        {
            Vision = task.Format is { } format ? PictureManifest.OfDetector(graph, task.Input, format, labels)
                : PictureManifest.OfClassifier(graph, task.Input, labels),
            Files = CameraPage.Files(options.Name, sample, extension),
        };
    }

    private (byte[]? Bytes, string Extension) Sample(ParseResult given)
    {
        if (Existing(given, _sample) is not { } path) return (null, "");
        var extension = PictureFile.KindOf(path) switch
        {
            "JPEG" => ".jpg",
            "PNG" => ".png",
            "WebP" => ".webp",
            _ => throw new UsageException($"{_sample.Name} takes a picture that browsers show: JPEG, PNG or WebP; '{path}' is none."),
        };
        return (File.ReadAllBytes(path), extension);
    }

    private static string? Existing(ParseResult given, Option<string?> option) =>
        given.GetValue(option) is not { } path || File.Exists(path) ? given.GetValue(option)
        : throw new UsageException($"{option.Name}: {CliOptions.MissingFile(path)}");

    /// <summary>What a model does with pictures.</summary>
    /// <param name="Input">What becomes of them.</param>
    /// <param name="Format">How its outputs say what was found; null of a classifier.</param>
    internal sealed record PictureTask(ImageInput Input, DetectorFormat? Format);
}
