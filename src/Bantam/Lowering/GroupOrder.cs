using Bantam.Graphs;

namespace Bantam.Lowering;

/// <summary>The order in which groups run: after what they read, and before a variable that they read takes its new value.</summary>
internal static class GroupOrder
{
    /// <summary>
    /// Groups in order, and the updates that may be stored over their variable at once. An update may not where a group that reads
    /// the old value needs to run after it; its value is then copied at the end.
    /// </summary>
    public static (IReadOnlyList<Group> Order, ISet<Variable> InPlace) Sort(
        IReadOnlyList<Group> groups, Graph graph, LoweringContext context)
    {
        var byNode = groups.SelectMany(g => g.Nodes.Select(n => (n, g))).ToDictionary(p => p.n, p => p.g);
        var readersOf = groups.SelectMany(g => Variables(g).Select(v => (Variable: v, Group: g))).ToLookup(p => p.Variable, p => p.Group);
        var inPlace = new HashSet<Variable>();
        foreach (var (variable, value) in graph.Updates)
        {
            if (LoweringContext.Root(value).Producer is not { } producer) continue;
            var writer = byNode[producer];
            Group[] readers = [.. readersOf[variable].Where(g => g != writer)];
            if (!ReadsOnlyAtItsPlace(writer, variable, value, context)) continue;
            if (readers.Any(r => context.Precedence.IsBefore(writer, r))) continue;
            foreach (var reader in readers) context.Precedence.Add(reader, writer);
            inPlace.Add(variable);
        }

        var order = new List<Group>();
        var done = new HashSet<Group>();
        foreach (var group in groups.OrderBy(g => g.Last)) Visit(group);
        return (order, inPlace);

        void Visit(Group group)
        {
            if (!done.Add(group)) return;
            foreach (var before in group.Before.OrderBy(g => g.Last)) Visit(before);
            order.Add(group);
        }
    }

    private static IEnumerable<Variable> Variables(Group group) => group.Reads.Select(v => v.Variable).OfType<Variable>().Distinct();

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
}
