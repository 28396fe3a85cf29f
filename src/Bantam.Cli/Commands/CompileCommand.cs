using System.CommandLine;
using System.Globalization;
using Bantam.Cli.Compiling;
using Bantam.Cli.Inputs;
using Bantam.Cli.Inspection;
using Bantam.Cli.Learning;
using Bantam.Cli.Rendering;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Operators;
using Bantam.Targets.CSharp;
using Bantam.Tensors;
using Bantam.Web.Bundles;
using Spectre.Console;

namespace Bantam.Cli.Commands;

/// <summary><c>bantam compile</c>: a model as a folder that any web server can serve, or as C#.</summary>
internal sealed class CompileCommand : WorkCommand<CompileCommand.Result>
{
    private const float DefaultRate = 1e-3f;
    private const string Web = "web", CSharp = "csharp";

    /// <summary>Pictures as most cameras in pages give them.</summary>
    private const string HeightName = "height", WidthName = "width";
    private const int DefaultHeight = 480, DefaultWidth = 640;

    private readonly Argument<string> _model = CliOptions.Model();
    private readonly Option<string> _format =
        CliOptions.OneOf("--format", "A folder for the web, or a class in C# that needs no code made at run time.", Web, Web, CSharp);

    private readonly Option<string?> _out = new("--out", "-o")
    {
        Description =
            "What is written: the folder, 'dist' by default, the file of the class, 'Model.cs', or of the single module, 'model.js'.",
        HelpName = "PATH",
    };

    private readonly Option<bool> _singleFile = new("--single-file")
    {
        Description = "One module of JavaScript with the code and the weights, for pages, workers and Node, instead of a folder.",
    };

    private readonly Option<string?> _name =
        new("--name") { Description = "The name that the page shows; the file's by default.", HelpName = "NAME" };
    private readonly Option<int> _batch = CliOptions.Whole("--batch", "Samples of an inference.", 1, least: 1, most: 1 << 16);
    private readonly ModelDimensions _dimensions = new();
    private readonly Option<string[]> _outputs = new("--output")
    {
        Description = "An output to compile; may be given several times. By default all are, and what only the others need is left out.",
        HelpName = "NAME", DefaultValueFactory = _ => [],
    };

    private readonly Option<string> _lanes = CliOptions.OneOf("--lanes", "Numbers in a vector of C#.", "8", "1", "4", "8", "16");
    private readonly Option<string[]> _targets = CliOptions.SomeOf(
        CliOptions.TargetName,
        $"What it is compiled for; may be given several times. By default {string.Join(", ", BundleBackend.Default.Select(b => b.Name))}.",
        [.. BundleBackend.All.Select(b => b.Name)]);

    private readonly ImageInputOptions _imageInput = new();
    private readonly CameraPages _cameraPages = new();
    private readonly Option<bool> _training =
        new("--training") { Description = "Let the page, or the class with a method 'Step', train the model too." };
    private readonly Option<int> _trainingBatch =
        CliOptions.Whole("--training-batch", "Samples of a training step.", 64, least: 1, most: 1 << 16);
    private readonly Option<string> _loss =
        CliOptions.OneOf("--loss", "What training makes smaller: of scores for classes, or of numbers.", Losses.Classes, Losses.Classes,
        Losses.Squares);
    private readonly Option<float> _rate =
        CliOptions.Positive("--learning-rate", "The learning rate until the page sets another.", DefaultRate);

    private readonly Option<bool> _force =
        new("--force") { Description = "Write into a folder that has other files, and over those with the names of what is written." };

    /// <summary>The command.</summary>
    public CompileCommand(Terminal terminal)
        : base("compile", "Compile a model to WebAssembly and JavaScript, with a page that runs it, or to C#.", terminal) =>
        Take(
        [
            _model, _format, _out, _singleFile, _name, .. _cameraPages.All, _batch, _dimensions.Named, _dimensions.Constants, _outputs,
            .. _imageInput.All, _targets, _lanes, _training, _trainingBatch, _loss, _rate, _force,
        ]);

    /// <inheritdoc/>
    protected override async Task<Result> WorkAsync(ParseResult given, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_model);
        var hasCamera = _cameraPages.AreAskedFor(given, given.GetValue(_format) == Web);
        if (given.GetValue(_format) == CSharp && given.GetValue(_singleFile))
            throw new UsageException($"{_singleFile.Name} is JavaScript, and --format {CSharp} is not. Leave one of them out.");
        if (given.GetValue(_format) == CSharp) return await WriteCSharpAsync(path, given, cancellationToken).ConfigureAwait(false);
        if (given.GetValue(_singleFile)) return await WriteSingleFileAsync(path, given, hasCamera, cancellationToken).ConfigureAwait(false);
        var folder = given.GetValue(_out) ?? "dist";
        if (File.Exists(folder)) throw new UsageException($"--out takes a folder; '{folder}' is a file.");
        if (!given.GetValue(_force) && !Bundle.MayBeWrittenTo(folder))
            throw new UsageException(
                $"--out {folder}: the folder has files and no bundle that they belong to. Give another one, or write over files of the " +
                $"same names with --force.");
        var (bundle, pictures) =
            await Meter.RunAsync(Terminal, $"Compiling {Path.GetFileName(path)}", () => Compile(path, given), cancellationToken)
            .ConfigureAwait(false);
        await bundle.WriteAsync(folder, cancellationToken).ConfigureAwait(false);
        return new Result(path, folder, given.GetValue(_training), BundleSizes.Of(bundle)) { ImageInput = pictures };
    }

    private async Task<Result> WriteSingleFileAsync(string path, ParseResult given, bool hasCamera, CancellationToken cancellationToken)
    {
        if (hasCamera) throw new UsageException($"{_singleFile.Name} has no page. Leave it or --page out.");
        var file = SingleFile.At(given.GetValue(_out) ?? SingleFile.DefaultPath, given.GetValue(_force));
        var (bundle, pictures) =
            await Meter.RunAsync(Terminal, $"Compiling {Path.GetFileName(path)}", () => Compile(path, given), cancellationToken)
            .ConfigureAwait(false);
        return new Result(path, file.Path, given.GetValue(_training), file.Write(bundle)) { ImageInput = pictures };
    }

    private async Task<Result> WriteCSharpAsync(string path, ParseResult given, CancellationToken cancellationToken)
    {
        var files = CSharpFiles.At(given.GetValue(_out) ?? CSharpFiles.DefaultPath, given.GetValue(_force));
        var target = CSharpTargets.Of(int.Parse(given.GetValue(_lanes)!, CultureInfo.InvariantCulture));
        var (model, pictures) = await Meter.RunAsync(Terminal, $"Compiling {Path.GetFileName(path)}", () =>
        {
            var (graph, sentence, _, _) = Load(path, given);
            var training = TrainingOf(graph, given);
            (string, Graph)[] step = training is null ? [] : [("Step", training.Step(training.BatchSizes[0]))];
            return (CSharpModel.Write([("Run", graph), .. step], new CSharpOptions
            {
                ClassName = files.ClassName,
                Target = target,
                Dimensions = new Dictionary<string, int> { [Bundle.BatchDimension] = given.GetValue(_batch) },
                Settings = training?.LearningRate is { } rate ? [rate] : [],
            }), sentence);
        }, cancellationToken).ConfigureAwait(false);
        var sizes = await files.WriteAsync(model, target.Name, cancellationToken).ConfigureAwait(false);
        return new Result(path, files.Source, given.GetValue(_training), sizes) { ImageInput = pictures };
    }

    /// <inheritdoc/>
    protected override void Show(Result result, IAnsiConsole screen)
    {
        result.Sizes.Show(screen);
        if (result.ImageInput is { } pictures) screen.WriteLine(pictures);
        screen.WriteLine($"Written to {result.Folder}; " + Path.GetExtension(result.Folder).ToLowerInvariant() switch
        {
            ".cs" => "the constructor of the class takes the weights beside it.",
            ".js" or ".mjs" => $"import {{ load }} from \"./{Path.GetFileName(result.Folder)}\"; const model = await load();",
            _ => $"'bantam serve {result.Folder}' shows it.",
        });
    }

    private (CompiledBundle Bundle, string? Pictures) Compile(string path, ParseResult given)
    {
        var (graph, sentence, task, classes) = Load(path, given);
        var options = new BundleOptions
        {
            Classes = classes is not null && ClassifierGraphs.HasScores(graph, classes.Count) ? classes : null,
            Name = given.GetValue(_name) ?? Path.GetFileNameWithoutExtension(path),
            BatchSizes = [given.GetValue(_batch)],
            Backends = given.GetValue(_targets) is { Length: > 0 } targets
                ? [.. BundleBackend.All.Where(b => targets.Contains(b.Name))] : BundleBackend.Default,
            Training = TrainingOf(graph, given),
        };
        return (Bundle.Compile(graph, task is null ? options : _cameraPages.With(options, graph, task, given)), sentence);
    }

    private BundleTraining? TrainingOf(Graph graph, ParseResult given) => given.GetValue(_training)
        ? PageTraining.Of(graph, Losses.Of(given.GetValue(_loss)!), [given.GetValue(_trainingBatch)], given.GetValue(_rate)) : null;

    /// <summary>The model with a number for each named dimension but that of the samples, and what was assumed of pictures.</summary>
    private (Graph Graph, string? Pictures, CameraPages.PictureTask? Task, IReadOnlyList<string>? Classes) Load(
        string path, ParseResult given)
    {
        var model = OnnxModel.Load(path);
        model = model.With(Wanted(model.Graph, given.GetValue(_outputs)!));
        var (batch, isTrained) = (given.GetValue(_batch), given.GetValue(_training));
        if (model.Gaps.Count > 0) throw new UnsupportedOperatorException(model.Gaps);
        var numbers = _dimensions.Numbers(given);
        string? pictures = null;
        CameraPages.PictureTask? task = null;
        if (given.GetValue(_format) == Web && _cameraPages.AreAskedFor(given, isWeb: true))
        {
            if (isTrained || batch != 1)
                throw new UsageException("The page with the camera looks at one picture at a time. Leave --training and --batch out.");
            (var taking, pictures, task) = _cameraPages.Put(model.Graph, given, _imageInput);
            model = model.With(taking);
        }
        else if (_imageInput.AreGiven(given))
        {
            (var taking, pictures) = TakingPictures(model.Graph, given, numbers);
            model = model.With(taking);
        }

        ModelDimensions.Require(model.Graph, numbers);

        // The number of samples stays open; first dimensions of several names need not be that number, except where the model learns.
        string[] names = [.. ModelDimensions.BatchNames(model.Graph).Where(n => !numbers.ContainsKey(n))];
        var isOpen = isTrained
            || (names.Length == 1
            && !model.Graph.Inputs.Any(
            i => i.Kind is TensorType { IsUnknown: false, Shape: var shape }
                && shape.Where((d, axis) => axis > 0 || d.Name is null).Any(d => d.Names.Contains(names[0]))));
        if (!isOpen)
            foreach (var name in names) numbers[name] = batch;
        var graph = _dimensions.Bind(model.Graph, numbers, given);
        if (ModelDimensions.Missing(graph, isOpen ? names : []) is { } missing) throw new UsageException(missing);
        if (isOpen) graph = OpenBatch.In(graph);
        return (isTrained ? graph : Inference.Prepare(graph), pictures, task, ClassNames.Of(model.Metadata));
    }

    /// <summary>The model with what becomes of pictures before it: its input is the picture.</summary>
    private (Graph Graph, string Sentence) TakingPictures(Graph graph, ParseResult given, Dictionary<string, int> numbers)
    {
        if (given.GetValue(_training))
            throw new UsageException(
                "A model that learns takes many samples at once, and --image-input one picture. Leave one of them out.");
        var (input, sentence) = _imageInput.Of(graph, given);
        var isAssumed = numbers.TryAdd(HeightName, DefaultHeight) | numbers.TryAdd(WidthName, DefaultWidth);
        var size = $"Pictures have {numbers[WidthName]} x {numbers[HeightName]} pixels";
        return (
            input.Put(graph, HeightName, WidthName),
            $"{sentence} {size}{(isAssumed ? $"; --dimension {WidthName}=N --dimension {HeightName}=N says otherwise." : ".")}");
    }

    /// <summary>The graph with the outputs that are asked for.</summary>
    /// <exception cref="UsageException">It has no such output, or one of them holds texts.</exception>
    private Graph Wanted(Graph graph, string[] names)
    {
        if (names.FirstOrDefault(n => graph.Outputs.All(o => o.Name != n)) is { } unknown)
            throw new UsageException($"{_outputs.Name} {unknown}: the model's outputs are {string.Join(", ", graph.Outputs)}.");
        if (names.Length > 0) graph = graph.WithOutputs([.. names.Distinct()]);
        if (graph.Outputs.FirstOrDefault(IsText) is not { } text) return graph;
        var others = graph.Outputs.Where(o => !IsText(o)).Select(o => $"{_outputs.Name} {o.Name}").ToArray();
        var hint = others.Length > 0 ? $"Compile the others: {string.Join(' ', others)}." : "'bantam run' and Model.Run in C# run it.";
        throw new UsageException($"Output '{text.Name}' is {text.Kind}, and what is compiled computes with numbers only. {hint}");

        static bool IsText(Value output) => output.Kind is TensorType { Element: ElementType.String };
    }

    /// <summary>What was written.</summary>
    /// <param name="Model">The model's file.</param>
    /// <param name="Folder">The folder, or the file of the class.</param>
    /// <param name="Trains">Whether it can train.</param>
    /// <param name="Sizes">How large it is.</param>
    internal sealed record Result(string Model, string Folder, bool Trains, BundleSizes Sizes)
    {
        /// <summary>What becomes of pictures before the network; null where it takes none.</summary>
        public string? ImageInput { get; init; }
    }
}
