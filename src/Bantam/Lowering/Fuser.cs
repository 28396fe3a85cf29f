using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>Parts the nodes of a graph into groups that one kernel each computes.</summary>
internal sealed class Fuser
{
    /// <summary>Operations and constants that the elementwise nodes of a group may come to in its kernel, each copy counted.</summary>
    private const int MostOperations = 1400;

    /// <summary>How often a kernel has a chain that is alone: for whole vectors and for the last one.</summary>
    private const int CopiesOfChain = 2;

    private readonly Graph _graph;
    private readonly LoweringContext _context;
    private readonly Dictionary<Node, Group> _groups = [];
    private readonly Dictionary<Value, List<Node>> _consumers = [];
    private readonly HashSet<Value> _kept;
    private readonly Dictionary<Node, int> _order = [];
    private readonly Dictionary<Node, Node[]> _producers = [];

    private Fuser(Graph graph, LoweringContext context)
    {
        _graph = graph;
        _context = context;
        _kept = [.. graph.Outputs.Select(LoweringContext.Root), .. graph.Updates.Select(u => LoweringContext.Root(u.Value))];
        foreach (var node in graph.Nodes) _order[node] = _order.Count;
    }

    /// <summary>The groups, in no particular order; movement nodes are in none.</summary>
    public static IReadOnlyList<Group> Fuse(Graph graph, LoweringContext context)
    {
        var fuser = new Fuser(graph, context);
        fuser.FindConsumers();
        foreach (var node in graph.Nodes)
            if (node.Operator is not MovementOperator && fuser.IsUsed(node))
                fuser.Place(node);
        fuser.SinkIntoConsumers();
        Group[] groups = [.. fuser._groups.Values.Distinct()];
        foreach (var group in groups) group.Reads = fuser.Reads(group);
        return groups;
    }

    /// <summary>The values of a group that are read outside it, returned, or stored to a variable.</summary>
    public static IReadOnlyList<Value> Results(Group group, IReadOnlyList<Group> groups, Graph graph, LoweringContext context)
    {
        var kept = graph.Outputs.Select(LoweringContext.Root).Concat(graph.Updates.Select(u => LoweringContext.Root(u.Value))).ToHashSet();
        return [.. group.Nodes.SelectMany(n => n.Outputs).Where(v => kept.Contains(v) || groups.Any(g => g != group && g.Reads.Contains(v)))];
    }

    private HashSet<Value> Reads(Group group)
    {
        var own = group.Nodes.SelectMany(n => n.Outputs).ToHashSet();
        return [.. group.Nodes
            .SelectMany(n => n == group.Anchor && group.Rule is { } rule ? rule.Sources(n, _context) : LoweringContext.Operands(n))
            .Where(v => LoweringContext.ScalarConstant(v) is null).Select(LoweringContext.Root).Where(root => !own.Contains(root))];
    }

    private void FindConsumers()
    {
        // From the end, so that a transpose that nothing needs is known for that, and does not count as a consumer itself.
        foreach (var node in _graph.Nodes.Reverse().Where(n => n.Operator is not MovementOperator))
        {
            if (!IsUsed(node)) continue;
            var rule = LoweringRules.Find(node);
            Value[] roots = [.. (rule is null ? LoweringContext.Operands(node) : rule.Sources(node, _context)).Select(LoweringContext.Root)];
            _producers[node] = [.. roots.Select(r => r.Producer).OfType<Node>()];
            foreach (var root in roots)
            {
                if (!_consumers.TryGetValue(root, out var list)) _consumers[root] = list = [];
                if (!list.Contains(node)) list.Add(node);
            }
        }
    }

    /// <summary>Whether a kernel must compute the node: a transpose that its consumers read by strides need not be.</summary>
    private bool IsUsed(Node node) => node.Outputs.Any(o => _kept.Contains(o) || _consumers.ContainsKey(o));

    private void Place(Node node)
    {
        if (!LoweringContext.IsElementwise(node))
        {
            _groups[node] = new Group { Anchor = node, Rule = LoweringRules.Find(node), Result = node.Outputs[0] };
            return;
        }

        // A truth value is cheaper to compute again where it is used than to store: it waits for its consumer.
        if (node.Outputs[0].Type.Element == ElementType.Bool)
        {
            _groups[node] = new Group { Result = node.Outputs[0], Chain = { node } };
            return;
        }

        var candidates = LoweringContext.Operands(node).Select(i => i.Producer).OfType<Node>().Where(_groups.ContainsKey).Select(p => _groups[p]).Distinct()
            .Where(g => CanJoin(g, node)).OrderBy(g => g.Anchor is null).ThenByDescending(g => g.Nodes.Max(n => _order[n])).ToArray();
        var group = candidates.FirstOrDefault() ?? new Group { Result = node.Outputs[0] };
        foreach (var other in candidates.Skip(1).Where(o => o.Anchor is null))
            if (IsSmallEnough(group, [.. other.Chain, node]) && !IsReachable(group, other, direct: false) && !IsReachable(other, group, direct: false) && other.Chain.All(n => Fits(group, n)))
                Merge(other, group);
        group.Chain.Add(node);
        _groups[node] = group;
    }

    private bool CanJoin(Group group, Node node)
    {
        if (!group.CanGrow || group.Prologue.Count > 0 || !Fits(group, node) || !IsSmallEnough(group, [node])) return false;

        // What else the node reads must not come after the group, and what the group computes must be read as it is, not reshaped.
        foreach (var input in LoweringContext.Operands(node))
        {
            var root = LoweringContext.Root(input);
            if (root.Producer is not { } producer || !_groups.TryGetValue(producer, out var other)) continue;
            if (other == group ? root != input : IsReachable(group, other)) return false;
        }

        return true;
    }

    /// <summary>Whether a node has the group's shape, and reads only what a kernel of the group can walk.</summary>
    private static bool Fits(Group group, Node node)
    {
        var shape = group.Result.Type.Shape;
        if (!node.Outputs[0].Type.Shape.Equals(shape)) return false;
        if (group.Anchor is null) return true;
        var view = group.Rule!.View(group.Anchor);
        return LoweringContext.Operands(node).All(i => view.Walk(i.Type.Shape) is not null);
    }

    /// <summary>
    /// Whether a group with more nodes in its chain or before it is still one that writers take: compilers stop optimizing functions
    /// beyond some size, and browsers are slow to begin.
    /// </summary>
    private bool IsSmallEnough(Group group, IReadOnlyList<Node> chain, IReadOnlyList<Node>? prologue = null)
    {
        var epilogueCopies = group.Anchor is null ? CopiesOfChain : group.Rule!.EpilogueCopies(group.Anchor, _context.Target);
        var operations = epilogueCopies * group.Chain.Concat(chain).Sum(_context.Weight);
        Node[] before = [.. group.Prologue, .. prologue ?? []];
        if (before.Length > 0) operations += group.Rule!.PrologueCopies(group.Anchor!, _context.Target) * before.Sum(_context.Weight);
        return operations <= MostOperations;
    }

    private void Merge(Group from, Group into)
    {
        foreach (var node in from.Chain)
        {
            _groups[node] = into;
            into.Chain.Add(node);
        }

        into.Chain.Sort((a, b) => _order[a].CompareTo(_order[b]));
    }

    /// <summary>
    /// Elementwise groups that only one other group reads move into it: as its prologue where they feed a reduction, else as part
    /// of its chain.
    /// </summary>
    private void SinkIntoConsumers()
    {
        foreach (var node in _graph.Nodes.Reverse())
        {
            if (!_groups.TryGetValue(node, out var group) || group.Anchor is not null || group.Chain[^1] != node) continue;
            var outputs = group.Chain.SelectMany(n => n.Outputs).ToArray();
            if (outputs.Any(_kept.Contains)) continue;
            var readers = outputs.SelectMany(o => _consumers.GetValueOrDefault(o) ?? []).Where(n => _groups.TryGetValue(n, out var reader) && reader != group).Distinct().ToArray();
            var targets = readers.Select(n => _groups[n]).Distinct().ToArray();
            if (targets is not [var target]) continue;
            if (readers is [var only] && only == target.Anchor && target.Rule is { HasPrologue: true } && IsDirect(only, node) && target.Prologue.Count == 0 && CanBePrologue(group, target) && IsSmallEnough(target, [], group.Chain))
            {
                MoveToPrologue(group, target);
            }
            else if (readers.All(target.Chain.Contains) && target.CanGrow && outputs.All(o => readers.All(r => ReadsPlainly(r, o))) && IsSmallEnough(target, group.Chain) && group.Chain.All(n => CanCompute(target, n)))
            {
                Merge(group, target);
            }
        }
    }

    /// <summary>Whether the kernel of a group can walk everything that elementwise nodes before it read.</summary>
    private static bool CanBePrologue(Group nodes, Group of)
    {
        var own = nodes.Chain.SelectMany(n => n.Outputs).ToHashSet();
        return nodes.Chain.SelectMany(LoweringContext.Operands).All(o => own.Contains(o) || of.Rule!.CanReadInPrologue(of.Anchor!, o.Type.Shape));
    }

    /// <summary>Whether a reduction's input is the node's output itself, not a reshaped view of it.</summary>
    private static bool IsDirect(Node reduction, Node node) => reduction.Inputs[0]!.Producer == node;

    private static bool ReadsPlainly(Node reader, Value value) => reader.Inputs.All(i => i is null || LoweringContext.Root(i) != value || i == value);

    /// <summary>Whether a group can compute a smaller node on the way: everything that it reads broadcasts simply.</summary>
    private static bool CanCompute(Group group, Node node)
    {
        var shape = group.Result.Type.Shape;
        if (node.Outputs[0].Type.Shape.Rank > shape.Rank) return false;
        if (node.Operator is ElementwiseOperator { UsesElementIndex: true } && !node.Outputs[0].Type.Shape.Equals(shape)) return false;
        if (group.Anchor is null) return true;
        var view = group.Rule!.View(group.Anchor);
        return LoweringContext.Operands(node).All(i => i.Type.Shape.Rank <= shape.Rank && view.Walk(i.Type.Shape) is not null);
    }

    private void MoveToPrologue(Group from, Group into)
    {
        foreach (var node in from.Chain)
        {
            _groups[node] = into;
            into.Prologue.Add(node);
        }
    }

    /// <summary>Whether what <paramref name="from"/> computes is needed, directly or not, by <paramref name="to"/>.</summary>
    private bool IsReachable(Group from, Group to, bool direct = true)
    {
        var seen = new HashSet<Group>();
        var open = new Stack<Group>();
        open.Push(to);
        while (open.TryPop(out var group))
        {
            foreach (var producer in group.Nodes.SelectMany(n => _producers[n]))
            {
                if (!_groups.TryGetValue(producer, out var needed) || needed == group) continue;
                if (needed == from && (direct || group != to)) return true;
                if (needed != from && seen.Add(needed)) open.Push(needed);
            }
        }

        return false;
    }
}
