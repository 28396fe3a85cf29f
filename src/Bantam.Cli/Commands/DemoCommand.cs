using System.CommandLine;
using System.Globalization;
using Bantam.Cli.Compiling;
using Bantam.Cli.Demo;
using Bantam.Cli.Digits;
using Bantam.Cli.Learning;
using Bantam.Cli.Rendering;
using Bantam.Cli.Serving;
using Bantam.Files;
using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Training.Data;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using Bantam.Web.Bundles;
using Spectre.Console;

namespace Bantam.Cli.Commands;

/// <summary><c>bantam demo</c>: all of Bantam in a minute, from data to a page that one can draw in.</summary>
internal sealed class DemoCommand : WorkCommand<DemoCommand.Result>
{
    private const int TestBatch = 256;

    /// <summary>Of lessons in the page, which sets its own.</summary>
    private const float PageRate = 1e-3f;

    private readonly Option<string?> _data = DigitSource.Option(
        $"The digits: a folder with MNIST's IDX files, '{DigitSource.Mnist}' (downloaded once) or '{DigitSource.Drawn}' (by Bantam); by " +
        $"default the first of the two that can be had.", isRequired: false);

    private readonly Option<int> _seconds = CliOptions.Whole("--seconds", "How long it may train.", 60, least: 1, most: 24 * 3600);
    private readonly Option<int?> _samples = DigitSource.Samples();
    private readonly Option<int> _seed = CliOptions.Whole("--seed", "Of the first weights and the order of the samples.", 1, least: 0);
    private readonly Option<int> _threads =
        CliOptions.Whole("--threads", "Threads that train.", Environment.ProcessorCount, least: 1, most: 1024);
    private readonly Option<string> _out =
        new("--out", "-o")
        {
            Description = "The folder for the model and the page.", HelpName = "DIR", DefaultValueFactory = _ =>
        Path.Combine("artifacts", "demo")
        };
    private readonly Option<bool> _noServe = new("--no-serve") { Description = "Do not serve the page; for scripts." };
    private readonly Option<int?> _port =
        CliOptions.WholeOrNone("--port", $"The port of the page; {BundleServer.DefaultPort} by default, or a free one where that is taken.",
        least: 0, most: ushort.MaxValue);
    private BundleServer? _server;

    /// <summary>The command.</summary>
    public DemoCommand(Terminal terminal)
        : base("demo", "Train a small network to read digits, compile it, and serve a page to draw in.", terminal) =>
        Take(_data, _seconds, _samples, _seed, _threads, _out, _noServe, _port);

    /// <inheritdoc/>
    protected override async Task<Result> WorkAsync(ParseResult given, CancellationToken cancellationToken)
    {
        var folder = given.GetValue(_out)!;
        var (path, site) = (Path.Combine(folder, "digits.onnx"), Path.Combine(folder, "site"));
        if (!Bundle.MayBeWrittenTo(site))
            throw new UsageException(
                $"--out {folder}: the page goes to '{site}', which has files and no bundle that they belong to. Give another folder, or " +
                $"empty it.");
        if (!given.GetValue(_noServe) && given.GetValue(_port) is { } port) BundleServer.RequireFree(port);
        AtomicFile.Prepare(path);
        var digits =
            await DigitSource.OpenAsync(given.GetValue(_data), given.GetValue(_samples), Terminal, cancellationToken).ConfigureAwait(false);
        await Terminal.Error.WriteLineAsync($"Learning from {digits.Name}: {Texts.Count(digits.Training.Value.Count)} samples.")
            .ConfigureAwait(false);
        var trained = await DemoTraining.RunAsync(
            digits, given.GetValue(_samples), TimeSpan.FromSeconds(given.GetValue(_seconds)), (uint)given.GetValue(_seed),
            given.GetValue(_threads), Terminal, cancellationToken).ConfigureAwait(false);
        OnnxModel.Save(trained.Model, path);
        try
        {
            return await PublishAsync(given, digits, trained, path, site, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new StoppedException($"Stopped. What it had learned is in {path}.");
        }
    }

    /// <inheritdoc/>
    protected override void Show(Result result, IAnsiConsole screen)
    {
        screen.WriteFacts(
            ("Accuracy", $"{Texts.Percent(result.TestAccuracy)} of the test samples of {result.Data}"),
            ("Trained",
            $"{result.Seconds.ToString("0.0", CultureInfo.InvariantCulture)} s at {Texts.Count(result.ImagesPerSecond)} images/s"),
            ("Model", $"{result.Model}, {Texts.Count(result.Parameters)} parameters"),
            ("Page",
            $"{result.Site}, {string.Join("; ", result.Sizes.CodeBytes.Select(l => $"{l.Key}: {Texts.Bytes(l.Value)} of code"))}, " +
            $"{Texts.Bytes(result.Sizes.WeightBytes)} of weights"));
        Terminal.Output.WriteLine(
            result.Address is { } address ? $"Draw a digit at {address} (Ctrl-C ends it)."
            : $"'bantam serve {result.Site}' shows the page.");
    }

    /// <inheritdoc/>
    protected override async Task FollowAsync(ParseResult given, CancellationToken cancellationToken)
    {
        if (_server is null) return;
        await using (_server.ConfigureAwait(false)) await _server.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Measures the saved model and makes the page; all comes from the file, as it would for any other model.</summary>
    private async Task<Result> PublishAsync(
        ParseResult given, DigitData digits, (Training.Layers.Model Model, double Seconds, double ImagesPerSecond) trained, string path,
        string site, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var graph = OnnxModel.Load(path).Graph;
        var evaluation = await Meter.RunAsync(
            Terminal, "Evaluating", _ => new Trainer(graph, ClassifierGraphs.Loss(graph), new SGD()) { Threads = given.GetValue(_threads) }
            .EvaluateAsync(digits.Test.Value.Batch(TestBatch), cancellationToken: cancellationToken)).ConfigureAwait(false);
        var bundle = await Meter.RunAsync(Terminal, "Compiling", () => Compile(graph, digits), cancellationToken).ConfigureAwait(false);
        await bundle.WriteAsync(site, cancellationToken).ConfigureAwait(false);
        if (!given.GetValue(_noServe)) _server = await ServeAsync(site, given.GetValue(_port), cancellationToken).ConfigureAwait(false);
        return new Result(
            digits.Name,
            evaluation.Accuracy!.Value,
            trained.Seconds,
            trained.ImagesPerSecond,
            graph.Variables.Sum(v => (long)v.Type.Shape.ElementCount),
            Processes.PeakBytes,
            path,
            site,
            BundleSizes.Of(bundle),
            _server?.Address);
    }

    private static CompiledBundle Compile(Graph graph, DigitData digits)
    {
        var (images, labels) = Replay.Choose(digits.Training.Value);
        return Bundle.Compile(graph, new BundleOptions
        {
            Name = "Draw a digit",
            Training = PageTraining.Of(graph, LossKind.CrossEntropy, [DemoPage.BatchSize], PageRate),
            Files = DemoPage.Files(images, labels),
        });
    }

    private static async Task<BundleServer> ServeAsync(string site, int? port, CancellationToken cancellationToken)
    {
        try
        {
            return await BundleServer.StartAsync(site, port ?? BundleServer.DefaultPort, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException) when (port is null)
        {
            return await BundleServer.StartAsync(site, 0, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What there is at the end.</summary>
    /// <param name="Data">What it learned from.</param>
    /// <param name="TestAccuracy">How many of the test samples the saved and reloaded model reads right, 0 to 1.</param>
    /// <param name="Seconds">How long it trained.</param>
    /// <param name="ImagesPerSecond">Samples in a second of training.</param>
    /// <param name="Parameters">The elements of all variables.</param>
    /// <param name="PeakBytes">The most memory that the process had.</param>
    /// <param name="Model">The model's file.</param>
    /// <param name="Site">The folder of the page.</param>
    /// <param name="Sizes">What a page downloads and needs.</param>
    /// <param name="Address">Where it is served; null where it is not.</param>
    internal sealed record Result(
        string Data, double TestAccuracy, double Seconds, double ImagesPerSecond, long Parameters, long PeakBytes, string Model,
        string Site, BundleSizes Sizes, Uri? Address);
}
