using Bantam.Cli.Profiling;
using Bantam.Execution;
using Bantam.Files;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Onnx;
using Bantam.Operators;
using Bantam.Plans;
using Bantam.Reports;
using Bantam.Tensors;
using Bantam.Transforms.Reports;

namespace Bantam.Cli.Inspection;

/// <summary>What is in a model and what it compiles to.</summary>
/// <param name="Model">The file.</param>
/// <param name="IrVersion">The version of the file format.</param>
/// <param name="Opset">The version of the standard's operators that it speaks.</param>
/// <param name="Producer">The program that made it.</param>
/// <param name="Inputs">What it takes.</param>
/// <param name="Outputs">What it gives.</param>
/// <param name="Parameters">The elements of all its variables.</param>
/// <param name="ParameterBytes">The bytes of all its variables.</param>
/// <param name="Macs">The multiply-adds of a run; null where a dimension has no number.</param>
/// <param name="Nodes">What it computes.</param>
/// <param name="Gaps">The nodes that Bantam cannot compute.</param>
/// <param name="Plan">How a target runs it; null where it cannot be planned.</param>
/// <param name="Problem">Why it cannot be planned.</param>
/// <param name="Kernels">The kernels' texts, where they are asked for.</param>
/// <param name="Passes">What each transform did, where that is asked for.</param>
/// <param name="Profile">How long its steps take, where that is asked for.</param>
internal sealed record ModelInspection(
    string Model,
    int IrVersion,
    int Opset,
    string Producer,
    IReadOnlyList<TensorInfo> Inputs,
    IReadOnlyList<TensorInfo> Outputs,
    long Parameters,
    long ParameterBytes,
    long? Macs,
    IReadOnlyList<NodeInfo> Nodes,
    IReadOnlyList<GapInfo> Gaps,
    PlanInfo? Plan,
    string? Problem,
    IReadOnlyList<KernelInfo>? Kernels,
    IReadOnlyList<PassInfo>? Passes,
    PlanProfile? Profile)
{
    /// <summary>Looks at a model.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="model">The model, with numbers for its dimensions where there are some.</param>
    /// <param name="target">What it is planned for.</param>
    /// <param name="withKernels">Whether the kernels' texts are wanted.</param>
    /// <param name="withPasses">Whether it is wanted what transforms do.</param>
    /// <param name="profiledThreads">How many threads run it, where it is to be profiled.</param>
    /// <param name="page">Where a page about it goes; null for none.</param>
    public static ModelInspection Of(
        string path, OnnxModel model, Target target, bool withKernels, bool withPasses = false, int? profiledThreads = null,
        string? page = null)
    {
        var graph = model.Graph;
        var passes = withPasses ? new List<PassInfo>() : null;
        var (plan, problem) = TryPlan(model, target, passes);
        if (plan is null && profiledThreads is not null) throw new UsageException($"There is no plan to profile. {problem}");
        var profile = profiledThreads is { } threads ? PlanProfile.Of(plan!, threads) : null;
        if (page is not null)
        {
            AtomicFile.Prepare(page);
            ModelReport.Write(page, Path.GetFileName(path), graph, plan, profile?.Times, profiledThreads ?? 1, problem);
        }

        return new ModelInspection(
            path,
            model.IrVersion,
            model.Opset,
            $"{model.Producer} {model.ProducerVersion}".Trim(),
            [.. graph.Inputs.Select(TensorInfo.Of)],
            [.. graph.Outputs.Select(TensorInfo.Of)],
            graph.Variables.Sum(v => (long)v.Type.Shape.ElementCount),
            graph.Variables.Sum(v => v.Type.Bytes),
            model.Gaps.Count > 0 ? null : MultiplyAdds.Of(graph),
            NodeInfo.Of(graph),
            [.. model.Gaps.Select(g => new GapInfo(g.Node, g.Operator, g.Reason))],
            plan is null ? null : PlanInfo.Of(plan),
            problem,
            plan is null || !withKernels ? null
            : [.. plan.Calls.Select(c => c.Kernel).Distinct().Select(k => new KernelInfo(k.Name, k.ToString()))],
            passes,
            profile);
    }

    private static (Plan? Plan, string? Problem) TryPlan(OnnxModel model, Target target, List<PassInfo>? passes)
    {
        Action<TransformReport>? transformed = passes is null ? null : report => passes.Add(PassInfo.Of(report));
        if (model.Gaps.Count > 0) return (null, "Bantam cannot compute all of its nodes.");
        if (ModelDimensions.Missing(model.Graph, []) is { } missing)
        {
            if (passes is not null) Inference.Prepare(model.Graph, transformed);
            return (null, missing);
        }

        try
        {
            var plan = Planner.Plan(Inference.Prepare(model.Graph, transformed), target, transformed: transformed);
            passes?.Add(new PassInfo("Fuse", passes[^1].After, plan.Calls.Count() + plan.HostCalls.Count(), []));
            return (plan, null);
        }
        catch (Exception error) when (error is PlanException or UnsupportedOperatorException)
        {
            return (null, error.Message);
        }
    }
}

/// <summary>A node that Bantam cannot compute.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Reason">Why.</param>
internal sealed record GapInfo(string Node, string Operator, string Reason);

/// <summary>A kernel as text.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">What it does, in the kernel language.</param>
internal sealed record KernelInfo(string Name, string Text);

/// <summary>A node of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Inputs">The names of what it is computed from; empty where an optional input is absent.</param>
/// <param name="Outputs">What comes out.</param>
/// <param name="Parameters">The elements of the variables that it is the first to read.</param>
/// <param name="Macs">Its multiply-adds; null where a dimension has no number.</param>
internal sealed record NodeInfo(
    string Name, string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<TensorInfo> Outputs, long Parameters, long? Macs)
{
    /// <summary>The nodes of a graph.</summary>
    public static IReadOnlyList<NodeInfo> Of(Graph graph)
    {
        var seen = new HashSet<Variable>();
        return
        [
            .. graph.Nodes.Select(n => new NodeInfo(
                n.Name,
                n.Operator.Name,
                [.. n.Inputs.Select(i => i?.Name ?? "")],
                [.. n.Outputs.Select(TensorInfo.Of)],
                n.Inputs.Select(i => i?.Variable).OfType<Variable>().Where(seen.Add).Sum(v => (long)v.Type.Shape.ElementCount),
                MultiplyAdds.Of(n))),
        ];
    }
}

/// <summary>How a target runs a model.</summary>
/// <param name="Target">The target.</param>
/// <param name="ArenaBytes">Memory of inputs, outputs and what lies between them.</param>
/// <param name="VariableBytes">Memory of the variables.</param>
/// <param name="ConstantBytes">Memory of the constants.</param>
/// <param name="HostSteps">How many steps have no kernel and run by reference, on .NET only.</param>
/// <param name="Steps">The steps in order.</param>
internal sealed record PlanInfo(
    string Target, long ArenaBytes, long VariableBytes, long ConstantBytes, int HostSteps, IReadOnlyList<StepInfo> Steps)
{
    /// <summary>A plan.</summary>
    public static PlanInfo Of(Plan plan) => new(
        plan.Target.Name, plan.WorkBytes, plan.State.Bytes, plan.Constants.Sum(c => c.Tensor.Type.Bytes), plan.HostCalls.Count(),
        [.. plan.Statements.SelectMany(StepInfo.All)]);
}

/// <summary>A step of a plan.</summary>
/// <param name="Kernel">Its kernel; null where the reference runs it.</param>
/// <param name="Computes">The nodes that it computes.</param>
/// <param name="Tiles">The tiles that threads share out.</param>
/// <param name="IsThreaded">Whether it is large enough for several threads.</param>
internal sealed record StepInfo(string? Kernel, string Computes, int Tiles, bool IsThreaded)
{
    /// <summary>A statement and those inside of it; one thread runs all calls of a band.</summary>
    public static IEnumerable<StepInfo> All(PlanStatement statement)
    {
        var steps = statement.All.Select(Of).OfType<StepInfo>();
        return statement is Bands ? steps.Select((step, i) => i == 0 ? step : step with { IsThreaded = false }) : steps;
    }

    private static StepInfo? Of(PlanStatement statement) => statement switch
    {
        KernelCall call => new StepInfo(call.Kernel.Name, call.Label, call.Tiles, !call.IsSerial),
        HostCall host => new StepInfo(null, host.Label, 1, false),
        Repeat loop => new StepInfo("repeat", loop.Label, 1, !loop.IsSerial),
        Branch branch => new StepInfo("branch", branch.Label, 1, !branch.IsSerial),
        Bands bands => new StepInfo("bands", bands.Label, bands.Count, !bands.IsSerial),
        _ => null,
    };
}
