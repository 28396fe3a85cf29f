using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Bantam.Cli.Inputs;
using Bantam.Cli.Inspection;
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
using Spectre.Console;

namespace Bantam.Cli.Commands;

/// <summary><c>bantam run</c>: what a model computes from given inputs.</summary>
internal sealed class RunCommand : WorkCommand<RunCommand.Result>
{
    private const int ShownWhole = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Argument<string> _model = CliOptions.ExistingFile("model", "The model, an ONNX file.");
    private readonly Option<string[]> _inputs = new("--input")
    {
        Description =
            "What an input gets: a .npy, .pgm, .ppm or .json file, a file of plain bytes, or numbers such as 1,2,3. May be given several " +
            "times; the name may be left out where the model has one input.",
        HelpName = "NAME=FILE|NUMBERS",
        DefaultValueFactory = _ => [],
    };

    private readonly ModelDimensions _dimensions = new();
    private readonly Option<string?> _save =
        new("--save") { Description = "Write each output to NAME.npy in this folder.", HelpName = "DIR" };
    private readonly Option<string> _target = CliOptions.CpuTarget("The vectors that it computes with.");
    private readonly Option<int> _threads = CliOptions.Threads("Threads that run it.");
    private readonly Option<bool> _profile = CliOptions.Profile("Run it several times and print too");

    /// <summary>The command.</summary>
    public RunCommand(Terminal terminal)
        : base("run", "Run a model on given inputs and print what comes out.", terminal) =>
        Take(_model, _inputs, _dimensions.Named, _save, _target, _threads, _profile);

    /// <inheritdoc/>
    protected override Task<Result> WorkAsync(ParseResult given, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_model);
        return Meter.RunAsync(Terminal, $"Running {Path.GetFileName(path)}", () => Run(path, given), cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Show(Result result, IAnsiConsole screen)
    {
        foreach (var output in result.Outputs)
        {
            var text = output.Tensor.Shape.ElementCount <= ShownWhole ? Whole(output.Tensor)
                : output.Tensor.ToString()[(output.Tensor.Type.ToString().Length + 1)..];
            Terminal.Output.WriteLine($"{output.Name}: {output.Tensor.Type}");
            Terminal.Output.WriteLine($"  {text}");
        }

        var stepsByReference = result.HostSteps switch
        {
            null => "; in parts, since only the run shows some sizes",
            0 => "",
            _ => $"; {result.HostSteps} steps ran by reference",
        };
        screen.WriteLine(
            $"{result.Milliseconds.ToString("0.000", CultureInfo.InvariantCulture)} ms on {result.Threads} " +
            $"thread{(result.Threads == 1 ? "" : "s")}{stepsByReference}");
        if (result.Profile is { } profile) screen.WriteProfile(profile);
    }

    private Result Run(string path, ParseResult given)
    {
        var model = OnnxModel.Load(path);
        if (model.Gaps.Count > 0) throw new UnsupportedOperatorException(model.Gaps);
        var inputs = GivenInputs.Of(model.Graph, given.GetValue(_inputs)!, _inputs.Name);
        GivenInputs.RequireAll(model.Graph, inputs, _inputs.Name);
        var numbers = _dimensions.Numbers(given);
        ModelDimensions.Require(model.Graph, numbers);
        foreach (var input in model.Graph.Inputs) InputFitting.Bind(input, inputs[input.Name], numbers);
        var graph = model.Graph.Bind(numbers);
        var bytes = graph.Inputs.ToDictionary(i => i.Name, i => InputFitting.Fit(i, inputs[i.Name]));

        // Where shapes depend on what inputs say, those are constants of this run.
        if (!graph.IsBound)
            graph = graph.Bind(
                numbers,
                graph.Inputs.Where(i => i.Type.Element.IsInteger() || i.Type.Element == ElementType.Bool)
                    .ToDictionary(i => i.Name, i => GivenInputs.Filled(i.Type, bytes[i.Name])));

        var (threads, target) = (given.GetValue(_threads), CliOptions.CpuTargetOf(given, _target));
        graph = Inference.Prepare(graph);
        var isProfiled = given.GetValue(_profile);
        if (isProfiled && !graph.IsBound)
            throw new UsageException($"{_profile.Name}: only a run shows some sizes of this model, so that it has no plan to measure.");
        var (outputs, time, hostSteps, profile) = graph.IsBound ? RunPlan(graph, bytes, target, threads, isProfiled)
            : RunInParts(graph, bytes, target, threads);
        if (given.GetValue(_save) is { } folder)
        {
            Directory.CreateDirectory(folder);
            foreach (var (output, name) in outputs.Zip(OutputNames.Of([.. outputs.Select(o => o.Name)])))
                NpyFile.Write(Path.Combine(folder, name + ".npy"), output.Tensor);
        }

        return new Result(path, outputs, time.TotalMilliseconds, threads, hostSteps, profile);
    }

    private static (Output[] Outputs, TimeSpan Time, int? HostSteps, PlanProfile? Profile) RunPlan(
        Graph graph, Dictionary<string, byte[]> bytes, Target target, int threads, bool isProfiled)
    {
        var session = new Session(CpuPlanner.Plan(graph, target), threads: threads);
        foreach (var input in graph.Inputs) bytes[input.Name].CopyTo(session.InputBytes(input.Name));
        var time = TimeOf(session.Run);
        Output[] outputs = [.. graph.Outputs.Select(o => new Output(o.Name, Elements.Output(session, o.Name)))];
        return (outputs, time, session.Plan.HostCalls.Count(), isProfiled ? PlanProfile.Of(session, threads) : null);
    }

    /// <summary>Only a run shows some sizes: what lies between is compiled when they are known.</summary>
    private static (Output[] Outputs, TimeSpan Time, int? HostSteps, PlanProfile? Profile) RunInParts(
        Graph graph, Dictionary<string, byte[]> bytes, Target target, int threads)
    {
        var runner = new GraphRunner(graph, target, threads);
        var given = graph.Inputs.ToDictionary(i => i.Name, i => GivenInputs.Filled(i.Type, bytes[i.Name]));
        IReadOnlyDictionary<string, Tensor> found = given;
        var time = TimeOf(() => found = runner.Run(given));
        return ([.. graph.Outputs.Select(o => new Output(o.Name, found[o.Name]))], time, null, null);
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
    /// <param name="Profile">How long its steps take, where that was asked for.</param>
    internal sealed record Result(
        string Model, IReadOnlyList<Output> Outputs, double Milliseconds, int Threads, int? HostSteps, PlanProfile? Profile);

    /// <summary>An output.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Tensor">Its elements.</param>
    internal sealed record Output(string Name, [property: System.Text.Json.Serialization.JsonIgnore] Tensor Tensor)
    {
        /// <summary>The type of the elements, as ONNX names it.</summary>
        public string Type => TensorInfo.NameOf(Tensor.Element);

        /// <summary>The dimensions.</summary>
        public IReadOnlyList<int> Shape => Tensor.Shape.Sizes;

        /// <summary>The elements, row by row.</summary>
        public object Data => Elements.ToJson(Tensor);
    }
}
