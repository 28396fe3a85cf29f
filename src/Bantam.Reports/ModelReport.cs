using System.Diagnostics.CodeAnalysis;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Plans;
using Bantam.Reports.Charts;
using Bantam.Reports.Pages;
using Bantam.Tensors;

namespace Bantam.Reports;

/// <summary>
/// A page about a model, in one file: its graph with shapes and parameters, its memory, and the kernel of each step.
/// </summary>
public static class ModelReport
{
    /// <summary>Writes the page.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="graph">The model.</param>
    /// <param name="plan">How a target runs it; null where it is not planned.</param>
    /// <param name="times">How long its steps take; null where they were not measured.</param>
    /// <param name="threads">How many threads ran it.</param>
    /// <param name="problem">Why there is no plan.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    [RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
    public static void Write(
        string path, string name, Graph graph, Plan? plan = null, IReadOnlyList<StepTime>? times = null, int threads = 1,
        string? problem = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var page = new Page(name);
        page.Facts(Facts(graph, plan));
        page.Section("Graph", "", () => page.Body.In("div", [("class", "card scroll")], () => page.Body.Raw(GraphDrawing.Draw(graph))));
        if (times is not null) KernelTimes.Write(page, times, threads, "A run");
        if (plan is not null) Steps(page, plan);
        else page.Section("Steps", problem ?? "There is no plan of it.", () => { });
        Weights(page, graph);
        Nodes(page, graph);
        page.Save(path);
    }

    private static List<(string, string)> Facts(Graph graph, Plan? plan)
    {
        List<(string, string)> facts =
        [
            ("Inputs", string.Join(", ", graph.Inputs)), ("Outputs", string.Join(", ", graph.Outputs)),
            ("Nodes", Markup.Number(graph.Nodes.Count)),
            ("Parameters", Markup.Number(graph.Variables.Sum(v => (double)v.Type.Shape.ElementCount))),
            ("Weights", Bytes(graph.Variables.Sum(v => v.Type.Bytes))),
        ];
        if (plan is null) return facts;
        var adds = plan.Calls.Sum(c => c.MultiplyAdds ?? 0);
        facts.AddRange(
        [
            ("Target", plan.Target.Name), ("Working memory", Bytes(plan.WorkBytes)),
            ("Constants", Bytes(plan.Constants.Sum(c => c.Tensor.Type.Bytes))), ("Steps", Markup.Number(plan.Statements.Count)),
            ("Kernels", Markup.Number(plan.Calls.Select(c => c.Kernel).Distinct().Count())),
        ]);
        if (adds > 0) facts.Add(("Multiply-adds of kernels", Markup.Number(adds)));
        return facts;
    }

    private static void Steps(Page page, Plan plan) => page.Section(
        "Steps", "What runs, in order: a kernel of a target, and the nodes that it computes.", () => page.Table(
            [" Step", "Kernel", "Computes", " Tiles", " Multiply-adds"],
            plan.All.Where(s => s is KernelCall or HostCall).Select((s, i) => s is KernelCall call
                ? (IReadOnlyList<string>)[$"{i}",
                call.Kernel.Name, call.Label, Markup.Number(call.Tiles),
                call.MultiplyAdds is { } m ? Markup.Number(m) : ""]
                : [$"{i}", "reference", ((HostCall)s).Label, "", ""])));

    private static void Weights(Page page, Graph graph)
    {
        var weights = graph.Variables.Where(v => v.Type.Element == ElementType.Float)
            .OrderByDescending(v => v.Type.Shape.ElementCount).ToArray();
        if (weights.Length == 0) return;
        page.Section("Weights", "", () => page.Table(
            ["Name", "Type", " Parameters", " Mean", " Deviation", " Least", " Greatest"],
            weights.Select(v =>
            {
                var values = v.Value.Span<float>();
                var (mean, deviation, least, most) = Moments.Of(values);
                return (IReadOnlyList<string>)
                [
                    v.Name, v.Type.ToString(), Markup.Number(values.Length), Markup.Number(mean),
                    Markup.Number(deviation), Markup.Number(least),
                    Markup.Number(most),
                ];
            })));
    }

    private static void Nodes(Page page, Graph graph) => page.Section("Nodes", "", () => page.Table(
        ["Node", "Operator", "Inputs", "Output"],
        graph.Nodes.Select(n => (IReadOnlyList<string>)
        [
            n.Name, n.Operator.Name, string.Join(", ", n.Inputs.Select(i => i?.Name ?? "–")),
            string.Join(", ", n.Outputs.Select(o => o.Kind.IsUnknown ? "?" : o.Kind.ToString())),
        ])));

    /// <summary>A size in memory for people.</summary>
    internal static string Bytes(long bytes) => bytes switch
    {
        < 10_000 => $"{bytes} bytes",
        < 10_000_000 => $"{Markup.Number(Math.Round(bytes / 1e3))} KB",
        _ => $"{Markup.Number(Math.Round(bytes / 1e6, 1))} MB",
    };
}
