using System.CommandLine;
using Bantam.Cli.Compiling;
using Bantam.Cli.Inspection;
using Bantam.Cli.Rendering;
using Bantam.Execution;
using Bantam.Onnx;
using Bantam.Operators;
using Bantam.Web.Bundles;
using Spectre.Console;

namespace Bantam.Cli.Commands;

/// <summary><c>bantam compile</c>: a model as a folder that any web server can serve.</summary>
internal sealed class CompileCommand : WorkCommand<CompileCommand.Result>
{
    private const float DefaultRate = 1e-3f;

    private readonly Argument<string> _model = CliOptions.ExistingFile("model", "The model, an ONNX file.");
    private readonly Option<string> _out = new("--out", "-o") { Description = "The folder that is written.", HelpName = "DIR", DefaultValueFactory = _ => "dist" };
    private readonly Option<string?> _name = new("--name") { Description = "The name that the page shows; the file's by default.", HelpName = "NAME" };
    private readonly Option<int> _batch = CliOptions.Whole("--batch", "Samples of an inference.", 1, least: 1, most: 1 << 16);
    private readonly ModelDimensions _dimensions = new();
    private readonly Option<bool> _training = new("--training") { Description = "Let the page train the model too." };
    private readonly Option<int> _trainingBatch = CliOptions.Whole("--training-batch", "Samples of a training step.", 64, least: 1, most: 1 << 16);
    private readonly Option<string> _loss = CliOptions.OneOf("--loss", "What training makes smaller: of scores for classes, or of numbers.", Losses.Classes, Losses.Classes, Losses.Squares);
    private readonly Option<float> _rate = CliOptions.Positive("--learning-rate", "The learning rate until the page sets another.", DefaultRate);

    private readonly Option<bool> _force = new("--force") { Description = "Write into a folder that has other files, and over those with the names of the bundle's." };

    /// <summary>The command.</summary>
    public CompileCommand(Terminal terminal)
        : base("compile", "Compile a model to WebAssembly, with a page that runs it.", terminal) =>
        Take(_model, _out, _name, _batch, _dimensions.Named, _training, _trainingBatch, _loss, _rate, _force);

    /// <inheritdoc/>
    protected override async Task<Result> WorkAsync(ParseResult given, CancellationToken cancellationToken)
    {
        var (path, folder) = (given.GetRequiredValue(_model), given.GetValue(_out)!);
        if (File.Exists(folder)) throw new UsageException($"--out takes a folder; '{folder}' is a file.");
        if (!given.GetValue(_force) && !Bundle.MayBeWrittenTo(folder))
            throw new UsageException($"--out {folder}: the folder has files and no bundle that they belong to. Give another one, or write over files of the same names with --force.");
        var bundle = await Meter.RunAsync(Terminal, $"Compiling {Path.GetFileName(path)}", () => Compile(path, given), cancellationToken).ConfigureAwait(false);
        await bundle.WriteAsync(folder, cancellationToken).ConfigureAwait(false);
        return new Result(path, folder, given.GetValue(_training), BundleSizes.Of(bundle));
    }

    /// <inheritdoc/>
    protected override void Show(Result result, IAnsiConsole screen)
    {
        result.Sizes.Show(screen);
        screen.WriteLine($"Written to {result.Folder}; 'bantam serve {result.Folder}' shows it.");
    }

    private CompiledBundle Compile(string path, ParseResult given)
    {
        var model = OnnxModel.Load(path);
        var (batch, isTrained) = (given.GetValue(_batch), given.GetValue(_training));
        var numbers = _dimensions.Numbers(given);
        ModelDimensions.Require(model.Graph, numbers);

        // The number of samples stays open; first dimensions of several names need not be that number, except where the model learns.
        string[] names = [.. ModelDimensions.BatchNames(model.Graph).Where(n => !numbers.ContainsKey(n))];
        var isOpen = isTrained || (names.Length == 1 && !model.Graph.Inputs.Any(i => !i.Type.IsUnknown && i.Type.Shape.Skip(1).Any(d => d.Name == names[0])));
        if (!isOpen)
            foreach (var name in names) numbers[name] = batch;
        if (numbers.Count > 0) model = OnnxModel.Load(path, new OnnxOptions { Dimensions = numbers });
        if (model.Gaps.Count > 0) throw new UnsupportedOperatorException(model.Gaps);
        var graph = isOpen ? OpenBatch.In(model.Graph) : model.Graph;
        return Bundle.Compile(isTrained ? graph : Inference.Prepare(graph), new BundleOptions
        {
            Name = given.GetValue(_name) ?? Path.GetFileNameWithoutExtension(path),
            BatchSizes = [batch],
            Training = isTrained ? PageTraining.Of(graph, Losses.Of(given.GetValue(_loss)!), [given.GetValue(_trainingBatch)], given.GetValue(_rate)) : null,
        });
    }

    /// <summary>What was written.</summary>
    /// <param name="Model">The model's file.</param>
    /// <param name="Folder">The folder.</param>
    /// <param name="Trains">Whether the page can train.</param>
    /// <param name="Sizes">What a page downloads and needs.</param>
    internal sealed record Result(string Model, string Folder, bool Trains, BundleSizes Sizes);
}
