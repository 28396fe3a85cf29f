using Bantam.Graphs;

namespace Bantam.Lowering;

/// <summary>The order in which groups run: after what they read, and before a variable that they read takes its new value.</summary>
internal static class GroupOrder
{
    /// <summary>
    /// Groups in order, and the updates that may be stored over their variable at once. An update may not where a group that reads
    /// the old value needs to run after it; its value is then copied at the end.
    /// </summary>
    public static (IReadOnlyList<Group> Order, ISet<Variable> InPlace) Sort(IReadOnlyList<Group> groups, Graph graph, LoweringContext context)
    {
        var position = graph.Nodes.Select((node, i) => (node, i)).ToDictionary(p => p.node, p => p.i);
        var byNode = groups.SelectMany(g => g.Nodes.Select(n => (n, g))).ToDictionary(p => p.n, p => p.g);
        var last = groups.ToDictionary(g => g, g => g.Nodes.Max(n => position[n]));
        var needs = groups.ToDictionary(g => g, g => g.Reads.Select(v => v.Producer).OfType<Node>().Select(n => byNode[n]).Where(p => p != g).ToHashSet());
        var readersOf = groups.SelectMany(g => g.Reads.Select(v => v.Variable).OfType<Variable>().Distinct().Select(v => (Variable: v, Group: g))).ToLookup(p => p.Variable, p => p.Group);
        var inPlace = new HashSet<Variable>();
        foreach (var (variable, value) in graph.Updates)
        {
            if (LoweringContext.Root(value).Producer is not { } producer) continue;
            var writer = byNode[producer];
            var readers = readersOf[variable].Where(g => g != writer).ToArray();
            if (!ReadsOnlyAtItsPlace(writer, variable, value, context) || readers.Any(r => Depends(r, writer, needs))) continue;
            needs[writer].UnionWith(readers);
            inPlace.Add(variable);
        }

        var order = new List<Group>();
        var done = new HashSet<Group>();
        foreach (var group in groups.OrderBy(g => last[g])) Visit(group);
        return (order, inPlace);

        void Visit(Group group)
        {
            if (!done.Add(group)) return;
            foreach (var needed in needs[group].OrderBy(g => last[g])) Visit(needed);
            order.Add(group);
        }
    }

    /// <summary>Whether the writing kernel reads the variable only element by element, each before it is overwritten.</summary>
    private static bool ReadsOnlyAtItsPlace(Group writer, Variable variable, Value value, LoweringContext context)
    {
        var shape = value.Type.Shape;
        foreach (var node in writer.Nodes)
        {
            var inputs = node == writer.Anchor && writer.Rule is { } rule ? rule.Sources(node, context) : LoweringContext.Operands(node);
            foreach (var input in inputs)
            {
                if (LoweringContext.Root(input).Variable != variable) continue;
                if (!writer.Chain.Contains(node) || !input.Type.Shape.Equals(shape)) return false;
            }
        }

        return true;
    }

    private static bool Depends(Group group, Group on, Dictionary<Group, HashSet<Group>> needs)
    {
        var seen = new HashSet<Group>();
        var open = new Stack<Group>([group]);
        while (open.TryPop(out var next))
        {
            if (next == on) return true;
            foreach (var needed in needs[next])
                if (seen.Add(needed))
                    open.Push(needed);
        }

        return false;
    }
}
