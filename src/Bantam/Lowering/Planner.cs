using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Operators;
using Bantam.Operators.Reduction;
using Bantam.Plans;
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
    /// <exception cref="PlanException">A named dimension is left without a number, or a tensor is too large.</exception>
    /// <exception cref="UnsupportedOperatorException">The graph was read from a file and has nodes that Bantam cannot compute.</exception>
    public static Plan Plan(Graph graph, Target target, StateLayout? state = null, IReadOnlyDictionary<string, int>? dimensions = null)
    {
        if (graph.Gaps.ToArray() is { Length: > 0 } gaps) throw new UnsupportedOperatorException(gaps);
        state ??= new StateLayout(graph.Variables);

        // Layouts are chosen while reductions still name the axes that they had, and then what has no kernel is expanded.
        graph = ExpandComposites.Apply(graph, (op, inputs) => op is ReduceSum or ReduceMax or ReduceMin or ReduceProd || LoweringRules.HasTemplate(op, inputs), dimensions);
        graph = ChannelsLast.Apply(graph, state);
        graph = ExpandComposites.Apply(graph, LoweringRules.HasTemplate);
        if (target.HasHost) WideIntegers.Mark(graph);
        foreach (var input in graph.Inputs)
            if (!input.Type.Shape.IsKnown)
                throw new PlanException($"Input '{input.Name}' is {input.Type}; give each named dimension a number.");

        var context = new LoweringContext(graph, target);
        var groups = Fuser.Fuse(graph, context);
        context.SetResults(groups);
        var (order, isInPlace) = GroupOrder.Sort(groups, graph, context);
        return new PlanAssembly(graph, target, state, [.. order.SelectMany(g => Lower(g, context))], isInPlace).Build();
    }

    /// <summary>The steps of a group: calls, or a node that only the reference can run.</summary>
    private static IReadOnlyList<object> Lower(Group group, LoweringContext context) =>
        group.Anchor is null ? [ElementwiseLowering.Lower(group, context)] : group.Rule is { } rule ? rule.Lower(group, context) : [group.Anchor];
}
