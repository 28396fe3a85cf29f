using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Operators;
using Bantam.Operators.Activation;
using Bantam.Operators.Control;
using Bantam.Operators.Reduction;
using Bantam.Plans;
using Bantam.Tensors;
using Bantam.Transforms;

namespace Bantam.Lowering;

/// <summary>Turns graphs into plans.</summary>
public static class Planner
{
    /// <summary>The plan of a graph.</summary>
    /// <param name="graph">What is computed.</param>
    /// <param name="target">What for.</param>
    /// <param name="state">Where its variables lie; null lays out those that it has.</param>
    /// <param name="dimensions">Numbers for named dimensions.</param>
    /// <param name="made">Told each kernel as soon as it is known, so that it can be compiled while planning goes on.</param>
    /// <param name="largestFolded">What depends on constants only is computed now up to this many elements, element by element.</param>
    /// <exception cref="PlanException">A named dimension is left without a number, or a tensor is too large.</exception>
    /// <exception cref="UnsupportedOperatorException">The graph was read from a file and has nodes that Bantam cannot compute.</exception>
    public static Plan Plan(
        Graph graph,
        Target target,
        StateLayout? state = null,
        IReadOnlyDictionary<string, int>? dimensions = null,
        Action<Kernel>? made = null,
        int largestFolded = GraphBuilder.UsuallyFoldedCount)
    {
        if (graph.Gaps.ToArray() is { Length: > 0 } gaps) throw new UnsupportedOperatorException(gaps);
        state ??= new StateLayout(graph.Variables);
        var builder = new GraphBuilder { MergesEqualNodes = true, LargestFoldedCount = largestFolded };
        graph = GraphRewriter.Rewrite(graph, builder, names: dimensions);
        RequireNumbers(graph);
        graph = Prepare(graph, target, state, largestFolded);
        var views = new Views();
        var (steps, inPlace) = Lower(graph, target, views, made);
        return new PlanAssembly(graph, target, state, steps, inPlace, views).Build();
    }

    /// <summary>
    /// Layouts are chosen while reductions and softmax still name the axes that they had, and then what has no kernel is expanded.
    /// </summary>
    private static Graph Prepare(Graph graph, Target target, StateLayout state, int largestFolded = GraphBuilder.UsuallyFoldedCount)
    {
        graph = ExpandComposites.Apply(
            graph,
            (op, inputs) => op is ReduceSum or ReduceMax or ReduceMin or ReduceProd or SoftmaxFamily
                || IntegerProducts.IsProduct(op) || LoweringRules.HasTemplate(op, inputs),
            largestFolded: largestFolded);
        graph = IntegerProducts.Apply(graph, multipliesTwo: target.Lanes > 1, multipliesFour: target.HasDot);
        graph = ChannelsLast.Apply(graph, state, largestFolded);
        graph = ExpandComposites.Apply(graph, LoweringRules.HasTemplate, largestFolded: largestFolded);
        return graph;
    }

    private static void RequireNumbers(Graph graph)
    {
        var text = graph.Inputs.Concat(graph.Nodes.SelectMany(n => n.Outputs)).FirstOrDefault(v => v.Type.Element == ElementType.String);
        if (text is not null)
            throw new PlanException($"Value '{text.Name}' is {text.Type}; plans hold numbers only. Run the model by ReferenceExecutor.");
        foreach (var input in graph.Inputs)
            if (!input.Type.Shape.IsKnown)
                throw new PlanException($"Input '{input.Name}' is {input.Type}; give each named dimension a number.");
        foreach (var node in graph.Nodes)
            foreach (var output in node.Outputs)
                if (!output.Type.Shape.IsKnown)
                    throw new PlanException($"{node.Where}: only a run shows how large its output '{output.Name}' {output.Type} is; "
                        + "a plan has numbers. Where inputs decide, make them constants with Graph.Bind.");
    }

    private static (IReadOnlyList<LoweredStep> Steps, ISet<Variable> InPlace) Lower(
        Graph graph, Target target, Views views, Action<Kernel>? made, bool isWhole = true, int repeats = 1)
    {
        var context = new LoweringContext(graph, target, views) { Repeats = repeats };
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
            ? BandLowering.Lower(order, context, (body, gaps, times) => Lower(body, target, gaps, made, isWhole: false, times).Steps)
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
