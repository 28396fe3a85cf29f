using System.CommandLine;
using System.Globalization;
using Bantam.Cli.Inspection;
using Bantam.Cli.Profiling;
using Bantam.Cli.Rendering;
using Bantam.Kernels;
using Bantam.Targets.Cpu;
using Bantam.Web.Bundles;
using Spectre.Console;

namespace Bantam.Cli.Commands;

/// <summary><c>bantam inspect</c>: what is in a model file and what it compiles to.</summary>
internal sealed class InspectCommand : WorkCommand<ModelInspection>
{
    private readonly Argument<string> _model = CliOptions.Model();
    private readonly ModelDimensions _dimensions = new();
    private readonly Option<string> _target = CliOptions.OneOf(
        CliOptions.TargetName, "What it is planned for.", CpuTargets.Best.Name, [.. Targets.Select(t => t.Name)]);
    private readonly Option<bool> _kernels = new("--kernels") { Description = "Print the text of every kernel too." };
    private readonly Option<bool> _passes =
        new("--passes") { Description = "Print what each transform did, in order, and which nodes became what." };
    private readonly Option<bool> _profile = CliOptions.Profile("Run it on random numbers and print");
    private readonly Option<int> _threads = CliOptions.Threads("Threads that run it with --profile.");
    private readonly Option<string?> _html = CliOptions.Page("--html", "the graph with shapes, parameters, memory and kernels");

    /// <summary>The command.</summary>
    public InspectCommand(Terminal terminal)
        : base("inspect", "Show what is in a model: nodes, shapes, parameters, multiply-adds, memory, and the kernel of each step.",
            terminal) =>
        Take(_model, _dimensions.Batch, _dimensions.Named, _dimensions.Constants, _target, _kernels, _passes, _profile, _threads, _html);

    private static IEnumerable<Target> Targets => CpuTargets.All.Concat(BundleBackend.All.Select(b => b.Target));

    /// <inheritdoc/>
    protected override Task<ModelInspection> WorkAsync(ParseResult given, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_model);
        var target = Targets.Single(t => t.Name == given.GetValue(_target));
        int? threads = given.GetValue(_profile) ? given.GetValue(_threads) : null;
        if (threads is not null && !CpuTargets.All.Contains(target))
            throw new UsageException(
                $"{_profile.Name} runs the model here; {target.Name} is for pages. "
                + $"{CliOptions.TargetName} takes {string.Join(" or ", CpuTargets.All.Select(t => t.Name))} then.");
        return Meter.RunAsync(
            Terminal, $"Looking at {Path.GetFileName(path)}", () =>
            ModelInspection.Of(
                path, _dimensions.Load(path, given), target, given.GetValue(_kernels), given.GetValue(_passes), threads,
                given.GetValue(_html)),
            cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Show(ModelInspection result, IAnsiConsole screen)
    {
        var producer = result.Producer.Length > 0 ? result.Producer : "an unnamed program";
        screen.WriteFacts(
            ("Model", result.Model),
            ("Format", $"ONNX IR {result.IrVersion}, operators of version {result.Opset}, by {producer}"),
            ("Inputs", string.Join(", ", result.Inputs)),
            ("Outputs", string.Join(", ", result.Outputs)),
            ("Parameters", $"{Texts.Count(result.Parameters)} ({Texts.Bytes(result.ParameterBytes)})"),
            ("Multiply-adds", result.Macs is { } macs ? $"{Texts.Count(macs)} a run" : "not known"));
        ShowNodes(result, screen);
        if (result.Gaps.Count > 0) ShowGaps(result, screen);
        if (result.Passes is { } passes) screen.WritePasses(passes);
        if (result.Plan is { } plan) ShowPlan(plan, screen);
        else screen.WriteLine($"There is no plan of it. {result.Problem}");
        if (result.Profile is { } profile) screen.WriteProfile(profile);
        foreach (var kernel in result.Kernels ?? [])
        {
            Terminal.Output.WriteLine();
            Terminal.Output.Write(kernel.Text);
        }
    }

    private static void ShowNodes(ModelInspection result, IAnsiConsole screen)
    {
        var table = Tables.Make("Node", "Operator", "Output", " Parameters", " Multiply-adds");
        foreach (var node in result.Nodes)
        {
            table.AddTexts(
                node.Name, node.Operator, string.Join(", ", node.Outputs.Select(o => o.TypeText)), node.Parameters == 0 ? ""
                : Texts.Count(node.Parameters),
                node.Macs switch { null => "?", 0 => "", var macs => Texts.Count(macs.Value) });
        }

        screen.Write(table);
    }

    private static void ShowGaps(ModelInspection result, IAnsiConsole screen)
    {
        screen.WriteLine($"{result.Gaps.Count} of its nodes cannot be computed:");
        var table = Tables.Make("Node", "Operator", "Why");
        foreach (var gap in result.Gaps) table.AddTexts(gap.Node, gap.Operator, gap.Reason);
        screen.Write(table);
    }

    private static void ShowPlan(PlanInfo plan, IAnsiConsole screen)
    {
        screen.WriteFacts(
            ("Plan for", plan.Target),
            ("Arena", $"{Texts.Count(plan.ArenaBytes)} bytes, {Texts.Count(plan.ConstantBytes)} of them constants"),
            ("Variables", $"{Texts.Count(plan.VariableBytes)} bytes"),
            ("Host steps", plan.HostSteps == 0 ? "none"
            : $"{plan.HostSteps}: they have no kernel, so the reference runs them, on .NET only"));
        var table = Tables.Make(" Step", "Kernel", "Computes", " Tiles", "Threads");
        for (var i = 0; i < plan.Steps.Count; i++)
        {
            var step = plan.Steps[i];
            table.AddTexts(
                i.ToString(CultureInfo.InvariantCulture), step.Kernel
                ?? "host (reference)", step.Computes, Texts.Count(step.Tiles), step.IsThreaded ? "all" : "one");
        }

        screen.Write(table);
    }
}
