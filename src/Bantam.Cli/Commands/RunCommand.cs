using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Bantam.Cli.Inputs;
using Bantam.Cli.Inspection;
using Bantam.Cli.Learning;
using Bantam.Cli.Profiling;
using Bantam.Cli.Rendering;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Onnx;
using Bantam.Operators;
using Bantam.Plans;
using Bantam.Tensors;
using Bantam.Vision;
using Spectre.Console;

namespace Bantam.Cli.Commands;

/// <summary><c>bantam run</c>: what a model computes from given inputs.</summary>
internal sealed class RunCommand : WorkCommand<RunCommand.Result>
{
    private const int ShownWhole = 64, ShownBest = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Argument<string> _model = CliOptions.Model();
    private readonly Option<string[]> _inputs = new("--input")
    {
        Description =
            "What an input gets: a .npy, .pgm, .ppm or .json file, a picture, plain bytes in a .bin or .raw file, or numbers such as " +
            "1,2,3. May be given several times; the name may be left out where the model has one input.",
        HelpName = "NAME=FILE|NUMBERS",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _image = new("--image")
    {
        Description = "A picture (JPEG, PNG, WebP, BMP, GIF) for the input that takes one; it gets the size and the scale that this wants.",
        HelpName = "PICTURE",
    };

    private readonly ImageInputOptions _imageInput = new();
    private readonly PictureTask _pictureTask = new();
    private readonly ModelDimensions _dimensions = new();
    private readonly Option<string?> _save =
        new("--save") { Description = "Write each output to NAME.npy in this folder.", HelpName = "DIR" };
    private readonly Option<int?> _seed = CliOptions.WholeOrNone(
        "--seed", "The seed of random nodes to which the file gives none; without it one is drawn.", least: 0);

    private readonly Option<string> _target = CliOptions.CpuTarget("The vectors that it computes with.");
    private readonly Option<int> _threads = CliOptions.Threads("Threads that run it.");
    private readonly Option<bool> _profile = CliOptions.Profile("Run it several times and print too");

    /// <summary>The command.</summary>
    public RunCommand(Terminal terminal)
        : base("run", "Run a model on given inputs and print what comes out.", terminal) =>
        Take([
            _model, _inputs, _image, .. _pictureTask.Options, .. _imageInput.All, _dimensions.Named, _seed, _save, _target, _threads,
            _profile,
        ]);

    /// <inheritdoc/>
    protected override Task<Result> WorkAsync(ParseResult given, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_model);
        return Meter.RunAsync(Terminal, $"Running {Path.GetFileName(path)}", () => Run(path, given), cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Show(Result result, IAnsiConsole screen)
    {
        if (result.Found is { } found) found.Show(screen);
        else if (result.ImageInput is { } sentence) screen.WriteLine(sentence);
        foreach (var output in result.Outputs ?? [])
        {
            var text = output.Tensor.Shape.ElementCount <= ShownWhole ? Whole(output.Tensor)
                : output.Tensor.ToString()[(output.Tensor.Type.ToString().Length + 1)..];
            Terminal.Output.WriteLine($"{output.Name}: {output.Tensor.Type}");
            Terminal.Output.WriteLine($"  {text}");
            if (Best(output) is { } best) Terminal.Output.WriteLine($"  {best}");
        }

        var stepsByReference = result.HostSteps switch
        {
            null => "; in parts, since only the run shows some sizes, or there is nothing or texts to compute with",
            0 => "",
            _ => $"; {result.HostSteps} steps ran by reference",
        };
        screen.WriteLine(
            $"{result.Milliseconds.ToString("0.000", CultureInfo.InvariantCulture)} ms on {result.Threads} " +
            $"thread{(result.Threads == 1 ? "" : "s")}{stepsByReference}");
        if (result.Profile is { } profile) screen.WriteProfile(profile);
    }

    /// <summary>The likeliest classes of each sample; null where their names are not known, or there are many samples.</summary>
    private static string? Best(Output output)
    {
        if (output.Labels is not { Count: > 0 } labels || output.Tensor.Shape.ElementCount > ShownWhole * labels.Count) return null;
        var numbers = output.Tensor.Cast(ElementType.Float).Span<float>().ToArray();
        return string.Join($"{Environment.NewLine}  ", numbers.Chunk(labels.Count).Select(sample => string.Join(", ", ClassScores
            .Top(sample, ShownBest, labels)
            .Select(c => $"{c.Label} {c.Score.ToString("0.000", CultureInfo.InvariantCulture)}"))));
    }

    private Result Run(string path, ParseResult given)
    {
        var model = OnnxModel.Load(path, new OnnxOptions { Seed = given.GetValue(_seed) });
        if (model.Gaps.Count > 0) throw new UnsupportedOperatorException(model.Gaps);
        if (_pictureTask.IsGiven(given)) return RunTask(path, model, given);
        var inputs = GivenInputs.Of(model.Graph, given.GetValue(_inputs)!, _inputs.Name);
        var sentence = TakePictures(model.Graph, inputs, given);
        GivenInputs.RequireAll(model.Graph, inputs, _inputs.Name);
        var numbers = _dimensions.Numbers(given);
        ModelDimensions.Require(model.Graph, numbers);
        foreach (var input in model.Graph.Inputs) InputFitting.Bind(input, inputs[input.Name], numbers);
        var graph = model.Graph.Bind(numbers);
        var fitted = graph.Inputs.ToDictionary(i => i.Name, i => InputFitting.Fit(i, inputs[i.Name]));

        // Where shapes depend on what inputs say, those are constants of this run.
        if (!graph.IsBound)
            graph = graph.Bind(
                numbers,
                graph.Inputs.Where(i => i.Type.Element.IsInteger() || i.Type.Element == ElementType.Bool)
                    .ToDictionary(i => i.Name, i => fitted[i.Name]));

        var (threads, target) = (given.GetValue(_threads), CliOptions.CpuTargetOf(given, _target));
        graph = Inference.Prepare(graph);
        var (isProfiled, isPlanned) = (given.GetValue(_profile), MayBePlanned(graph));
        if (isProfiled && !isPlanned)
            throw new UsageException(
                $"{_profile.Name}: this model has texts, or sizes that only a run shows, so that it has no plan to measure.");
        var (outputs, time, hostSteps, profile) = isPlanned ? RunPlan(graph, fitted, target, threads, isProfiled)
            : RunInParts(graph, fitted, target, threads);
        if (given.GetValue(_save) is { } folder)
        {
            Directory.CreateDirectory(folder);
            foreach (var (output, name) in outputs.Zip(OutputNames.Of([.. outputs.Select(o => o.Name)])))
                NpyFile.Write(Path.Combine(folder, name + ".npy"), output.Tensor);
        }

        var classes = ClassNames.Of(model.Metadata);
        outputs = [.. outputs.Select(o => o with
        {
            Labels = classes is not null && ClassifierGraphs.HasScores(o.Tensor.Type, classes.Count) ? classes : null,
        })];
        return new Result(path, outputs, time.TotalMilliseconds, threads, hostSteps) { ImageInput = sentence, Profile = profile };
    }

    private Result RunTask(string path, OnnxModel model, ParseResult given)
    {
        var image = Image(given) ?? throw new UsageException("--task is done with a picture; give it with --image FILE.");
        if (given.GetValue(_inputs)!.Length > 0) throw new UsageException("--task takes one picture, and no --input besides.");
        var (threads, target) = (given.GetValue(_threads), CliOptions.CpuTargetOf(given, _target));
        var found = _pictureTask.Run(
            model.With(model.Graph.Bind(_dimensions.Numbers(given))), image, _imageInput, given, threads, target.Name);
        return new Result(path, null, found.Milliseconds, threads, 0) { ImageInput = found.ImageInput, Found = found };
    }

    private string? Image(ParseResult given) => given.GetValue(_image) is not { } image || File.Exists(image) ? given.GetValue(_image)
        : throw new UsageException($"--image: {CliOptions.MissingFile(image)}");

    /// <summary>Pictures become what their inputs take; what was assumed of them, as sentences.</summary>
    private string? TakePictures(Graph graph, Dictionary<string, GivenInput> inputs, ParseResult given)
    {
        if (Image(given) is { } image)
        {
            var taking = ImageInputs.InputOf(graph);
            if (!inputs.TryAdd(taking, new GivenInput(null, null, true, Path.GetFileName(image)) { Photograph = image }))
                throw new UsageException($"--image is for '{taking}', which --input gives something already.");
        }
        else if (_imageInput.AreGiven(given) && inputs.Values.All(i => i.Photograph is null))
        {
            throw new UsageException("What becomes of a picture is said where there is one; give it with --image FILE.");
        }

        var sentences = new List<string>();
        foreach (var (name, photograph) in inputs.Where(i => i.Value.Photograph is not null).ToArray())
        {
            var (input, sentence) = PictureInput(graph, given, name, photograph.Source);
            var tensor = input.Apply(PictureFile.Read(photograph.Photograph!));
            inputs[name] = new GivenInput(tensor, null, false, photograph.Source);
            sentences.Add(sentence);
        }

        return sentences.Count == 0 ? null : string.Join(' ', sentences);
    }

    private (ImageInput Input, string Sentence) PictureInput(Graph graph, ParseResult given, string name, string source)
    {
        try
        {
            return _imageInput.Of(graph, given, input: name);
        }
        catch (ShapeException error)
        {
            throw new InputException($"{source} is a picture, which --image and --input give to inputs that take one: {error.Message}");
        }
    }

    private static (Output[] Outputs, TimeSpan Time, int? HostSteps, PlanProfile? Profile) RunPlan(
        Graph graph, Dictionary<string, Tensor> inputs, Target target, int threads, bool isProfiled)
    {
        var session = new Session(CpuPlanner.Plan(graph, target), threads: threads);
        foreach (var input in graph.Inputs) inputs[input.Name].Bytes.CopyTo(session.InputBytes(input.Name));
        var time = TimeOf(session.Run);
        Output[] outputs = [.. graph.Outputs.Select(o => new Output(o.Name, Elements.Output(session, o.Name)))];
        return (outputs, time, session.Plan.HostCalls.Count(), isProfiled ? PlanProfile.Of(session, threads) : null);
    }

    /// <summary>Whether a plan computes all of it: it has no texts, and no sizes that only a run shows.</summary>
    private static bool MayBePlanned(Graph graph) => graph.IsBound
        && graph.Inputs.Concat(graph.Nodes.SelectMany(n => n.Outputs)).All(v => v.Type is { Element: not ElementType.String, Bytes: > 0 });

    /// <summary>Only a run shows some sizes, or there are texts: what lies between is compiled when sizes are known.</summary>
    private static (Output[] Outputs, TimeSpan Time, int? HostSteps, PlanProfile? Profile) RunInParts(
        Graph graph, Dictionary<string, Tensor> inputs, Target target, int threads)
    {
        var runner = new GraphRunner(graph, target, threads);
        var given = graph.Inputs.ToDictionary(i => i.Name, i => inputs[i.Name]);
        IReadOnlyDictionary<string, Tensor>? first = null;
        var time = TimeOf(() =>
        {
            // A second run draws other random numbers.
            var found = runner.Run(given);
            first ??= found;
        });
        return ([.. graph.Outputs.Select(o => new Output(o.Name, first![o.Name]))], time, null, null);
    }

    /// <summary>The first run compiles what was emitted; where that does not take long, the time is that of a second one.</summary>
    private static TimeSpan TimeOf(Action run)
    {
        var clock = Stopwatch.StartNew();
        run();
        if (clock.Elapsed >= Patience) return clock.Elapsed;
        clock.Restart();
        run();
        return clock.Elapsed;
    }

    /// <summary>All elements, of integers all digits.</summary>
    private static string Whole(Tensor tensor)
    {
        var texts = tensor.Element.IsFloating()
            ? Elements.ToDoubles(tensor).Select(x => x.ToString("G6", CultureInfo.InvariantCulture))
            : tensor.Cast(ElementType.String).Strings.ToArray();
        return $"[{string.Join(", ", texts)}]";
    }

    /// <summary>What a model computed.</summary>
    /// <param name="Model">Its file.</param>
    /// <param name="Outputs">What came out.</param>
    /// <param name="Milliseconds">How long it took.</param>
    /// <param name="Threads">On how many threads.</param>
    /// <param name="HostSteps">How many steps have no kernel and ran by reference; null where it ran in parts.</param>
    internal sealed record Result(string Model, IReadOnlyList<Output>? Outputs, double Milliseconds, int Threads, int? HostSteps)
    {
        /// <summary>What became of pictures before the model got them; null where there was none.</summary>
        public string? ImageInput { get; init; }

        /// <summary>The likeliest classes of a picture.</summary>
        public IReadOnlyList<ClassScore>? Classes => Found?.Classes;

        /// <summary>What was found in a picture, in its pixels.</summary>
        public IReadOnlyList<PictureTask.FoundBox>? Detections => Found?.Detections;

        /// <summary>The share that each class has of a picture.</summary>
        public IReadOnlyList<ClassScore>? Shares => Found?.Shares;

        /// <summary>Where the picture was written with what was found in it.</summary>
        public string? Picture => Found?.Picture;

        /// <summary>How long its steps take, where that was asked for.</summary>
        public PlanProfile? Profile { get; init; }

        /// <summary>What a task found.</summary>
        internal PictureTask.Found? Found { get; init; }
    }

    /// <summary>An output.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Tensor">Its elements.</param>
    internal sealed record Output(string Name, [property: System.Text.Json.Serialization.JsonIgnore] Tensor Tensor)
    {
        /// <summary>The type of the elements, as ONNX names it.</summary>
        public string Type => TensorInfo.NameOf(Tensor.Element);

        /// <summary>The dimensions.</summary>
        public IReadOnlyList<int> Shape => Tensor.Shape.Sizes;

        /// <summary>The names of the classes whose scores it has; null where they are not known.</summary>
        public IReadOnlyList<string>? Labels { get; init; }

        /// <summary>The elements, row by row.</summary>
        public object Data => Elements.ToJson(Tensor);
    }
}
