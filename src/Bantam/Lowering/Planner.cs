using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Operators;
using Bantam.Operators.Activation;
using Bantam.Operators.Control;
using Bantam.Operators.Reduction;
using Bantam.Plans;
using Bantam.Tensors;
using Bantam.Transforms;
using Bantam.Transforms.Reports;

namespace Bantam.Lowering;

/// <summary>Turns graphs into plans.</summary>
public static class Planner
{
    private static readonly Dictionary<string, int> NoNames = [];

    /// <summary>The plan of a graph.</summary>
    /// <param name="graph">What is computed.</param>
    /// <param name="target">What for.</param>
    /// <param name="state">Where its variables lie; null lays out those that it has.</param>
    /// <param name="dimensions">Numbers for named dimensions.</param>
    /// <param name="made">Told each kernel as soon as it is known, so that it can be compiled while planning goes on.</param>
    /// <param name="largestFolded">What depends on constants only is computed now up to this many elements, element by element.</param>
    /// <param name="transformed">Is told what each transform did; null where nobody wants to hear it.</param>
    /// <exception cref="PlanException">A named dimension is left without a number, or a tensor is too large.</exception>
    /// <exception cref="UnsupportedOperatorException">The graph was read from a file and has nodes that Bantam cannot compute.</exception>
    public static Plan Plan(
        Graph graph,
        Target target,
        StateLayout? state = null,
        IReadOnlyDictionary<string, int>? dimensions = null,
        Action<Kernel>? made = null,
        int largestFolded = GraphBuilder.UsuallyFoldedCount,
        Action<TransformReport>? transformed = null)
    {
        graph = Rewrite(graph, dimensions, largestFolded, transformed);
        RequireNumbers(graph, NoNames);
        return new PlanBinding(Assemble(graph, target, state, made, largestFolded, transformed), NoNames).Build();
    }

    /// <summary>
    /// The plans of a graph for all sizes for which the decisions are those for the given ones. A plan for other sizes takes microseconds
    /// then; it has the same kernels, which know a little less of the sizes.
    /// </summary>
    /// <param name="graph">What is computed.</param>
    /// <param name="target">What for.</param>
    /// <param name="state">Where its variables lie; null lays out those that it has.</param>
    /// <param name="dimensions">Numbers for the named dimensions of its inputs, of the sizes that come first.</param>
    /// <param name="made">Told each kernel as soon as it is known, so that it can be compiled while planning goes on.</param>
    /// <exception cref="PlanException">A named dimension is left without a number, or only a run shows one.</exception>
    /// <exception cref="ShapeException">A node's inputs do not fit at these sizes.</exception>
    /// <exception cref="UnsupportedOperatorException">The graph was read from a file and has nodes that Bantam cannot compute.</exception>
    public static PlanClass Class(
        Graph graph, Target target, StateLayout? state, IReadOnlyDictionary<string, int> dimensions, Action<Kernel>? made = null)
    {
        var sizes = new ShapeClass(dimensions);
        using var scope = sizes.Enter();
        graph = Rewrite(graph, null, GraphBuilder.UsuallyFoldedCount);
        RequireNumbers(graph, dimensions);
        return new PlanClass(Assemble(graph, target, state, made, GraphBuilder.UsuallyFoldedCount), sizes);
    }

    private static Graph Rewrite(
        Graph graph, IReadOnlyDictionary<string, int>? dimensions, int largestFolded,
        Action<TransformReport>? transformed = null)
    {
        if (graph.Gaps.ToArray() is { Length: > 0 } gaps) throw new UnsupportedOperatorException(gaps);
        var builder = new GraphBuilder { MergesEqualNodes = true, LargestFoldedCount = largestFolded };
        graph = TransformRecorder.Run("Bind", graph, transformed, (g, recorder) =>
            GraphRewriter.Rewrite(g, builder, names: dimensions, written: recorder is null ? null : recorder.Note));
        RequireTensors(graph);
        return graph;
    }

    private static PlanAssembly Assemble(
        Graph graph, Target target, StateLayout? state, Action<Kernel>? made, int largestFolded,
        Action<TransformReport>? transformed = null)
    {
        state ??= new StateLayout(graph.Variables);
        graph = Prepare(graph, target, state, largestFolded, transformed);
        var views = new Views();
        var (steps, inPlace) = Lower(graph, target, views, made);
        return new PlanAssembly(graph, target, state, steps, inPlace, views);
    }

    /// <summary>
    /// Layouts are chosen while reductions and softmax still name the axes that they had, and then what has no kernel is expanded.
    /// </summary>
    private static Graph Prepare(
        Graph graph, Target target, StateLayout state, int largestFolded = GraphBuilder.UsuallyFoldedCount,
        Action<TransformReport>? transformed = null)
    {
        Run(nameof(ExpandComposites), (g, recorder) => ExpandComposites.Apply(
            g,
            (op, inputs) => op is ReduceSum or ReduceMax or ReduceMin or ReduceProd or SoftmaxFamily
                || IntegerProducts.IsProduct(op) || LoweringRules.HasTemplate(op, inputs),
            null, largestFolded, recorder));
        Run(nameof(IntegerProducts), (g, recorder) => IntegerProducts.Apply(g, target.Lanes > 1, target.HasDot, recorder));
        Run(nameof(ChannelsLast), (g, recorder) => ChannelsLast.Apply(g, state, largestFolded, recorder));
        Run(nameof(ExpandComposites), (g, recorder) => ExpandComposites.Apply(g, LoweringRules.HasTemplate, null, largestFolded, recorder));
        return graph;

        void Run(string name, Func<Graph, TransformRecorder?, Graph> transform) =>
            graph = TransformRecorder.Run(name, graph, transformed, transform);
    }

    private static void RequireTensors(Graph graph)
    {
        Gap[] gaps =
        [
            .. graph.All.SelectMany(n => n.Inputs.OfType<Value>().Concat(n.Outputs).Where(v => v.Kind is not TensorType).Take(1)
                .Select(v => new Gap(n.Name, n.Operator.Name, $"'{v.Name}' is a {v.Kind}, which only a run shows more of. "
                    + "Plans hold tensors; GraphRunner and ReferenceExecutor evaluate such models on .NET."))),
        ];
        if (gaps.Length > 0) throw new UnsupportedOperatorException(gaps);
        if (graph.Inputs.FirstOrDefault(i => i.Kind is not TensorType) is { } input)
            throw new PlanException($"Input '{input.Name}' is a {input.Kind}; plans hold tensors.");
    }

    private static void RequireNumbers(Graph graph, IReadOnlyDictionary<string, int> names)
    {
        var text = graph.Inputs.Concat(graph.Nodes.SelectMany(n => n.Outputs)).FirstOrDefault(v => v.Type.Element == ElementType.String);
        if (text is not null)
            throw new PlanException($"Value '{text.Name}' is {text.Type}; plans hold numbers only. "
                + "A GraphRunner runs it on .NET; Graph.WithOutputs leaves out what gives texts.");
        if (graph.WhyDeferred is { } why) throw new PlanException($"{why} Bind its dimensions, and such inputs to constants (Graph.Bind).");
        foreach (var input in graph.Inputs)
            if (!input.Type.Shape.Names.All(names.ContainsKey))
                throw new PlanException($"Input '{input.Name}' is {input.Type}; give each named dimension a number.");
        foreach (var node in graph.Nodes)
            foreach (var output in node.Outputs)
                if (!output.Type.Shape.Names.All(names.ContainsKey))
                    throw new PlanException($"{node.Where}: only a run shows how large its output '{output.Name}' {output.Type} is; "
                        + "a plan has numbers. Where inputs decide, make them constants with Graph.Bind.");
    }

    private static (IReadOnlyList<LoweredStep> Steps, ISet<Variable> InPlace) Lower(
        Graph graph, Target target, Views views, Action<Kernel>? made, bool isWhole = true, BandFacts? band = null)
    {
        var context = new LoweringContext(graph, target, views) { Bands = band ?? new BandFacts() };
        var control = new ControlLowering(body =>
        {
            var prepared = Prepare(body, target, new StateLayout([]));
            return new LoweredBody(prepared, Lower(prepared, target, views, made, isWhole: false).Steps);
        });
        var groups = Fuser.Fuse(graph, context);
        context.SetResults(groups);
        var (order, isInPlace) = GroupOrder.Sort(groups, graph, context);
        ViewFinder.Find(graph, order, views);
        var banded = isWhole
            ? BandLowering.Lower(order, context, (body, gaps, facts) => Lower(body, target, gaps, made, isWhole: false, facts).Steps)
            : new Dictionary<Group, IReadOnlyList<LoweredStep>>();
        var steps = new List<LoweredStep>();
        foreach (var group in order)
        {
            foreach (var step in Steps(group))
            {
                if (step is LoweredCall call) made?.Invoke(call.Kernel);
                steps.Add(step);
            }
        }

        return (steps, isInPlace);

        IReadOnlyList<LoweredStep> Steps(Group group)
        {
            if (banded.TryGetValue(group, out var known)) return known;
            if (group.Anchor is not { } anchor) return [ElementwiseLowering.Lower(group, context)];
            if (group.Rule is { } rule) return rule.Lower(group, context);
            return [anchor.Operator is SubgraphOperator && control.Lower(anchor) is { } step ? step : new LoweredHost(anchor)];
        }
    }
}
