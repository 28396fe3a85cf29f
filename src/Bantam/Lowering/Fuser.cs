using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Operators.Activation;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>Parts the nodes of a graph into groups that one kernel each computes.</summary>
internal sealed partial class Fuser
{
    /// <summary>Operations and constants that the elementwise nodes of a group may come to in its kernel, each copy counted.</summary>
    private const int MostOperations = 1400;

    /// <summary>How often a kernel has a chain that is alone: for whole vectors and for the last one.</summary>
    private const int CopiesOfChain = 2;

    /// <summary>
    /// What a node may come to in a tile that fills the registers. An exponential or the like needs so many itself that compilers keep sums
    /// of the product on the stack, in its inner loop: it takes two to three times as long. A kernel of its own takes a tenth of that.
    /// </summary>
    private const int HeaviestInTile = 24;

    /// <summary>So many sums leave registers to what comes after them.</summary>
    private const int SumsOfLightTile = 8;

    private readonly Graph _graph;
    private readonly LoweringContext _context;
    private readonly GroupPrecedence _precedence;
    private readonly Dictionary<Node, Group> _groups = [];
    private readonly Dictionary<Value, List<Node>> _consumers = [];
    private readonly HashSet<Value> _kept;
    private readonly Dictionary<Node, int> _order = [];
    private readonly Dictionary<Node, Node[]> _producers = [];

    private Fuser(Graph graph, LoweringContext context)
    {
        (_graph, _context, _precedence) = (graph, context, context.Precedence);
        _kept = LoweringContext.Kept(graph);
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
        fuser.MoveToReaders();
        fuser.SinkIntoConsumers();
        Group[] groups = [.. fuser._groups.Values.Distinct()];
        foreach (var group in groups) group.Reads = fuser.Reads(group);
        return groups;
    }

    /// <summary>The values of each group that are read outside it, returned, or stored to a variable.</summary>
    public static IReadOnlyDictionary<Group, IReadOnlyList<Value>> Results(IReadOnlyList<Group> groups, Graph graph)
    {
        var wanted = LoweringContext.Kept(graph);
        foreach (var group in groups) wanted.UnionWith(group.Reads);
        return groups.ToDictionary(g => g, g => (IReadOnlyList<Value>)[.. g.Nodes.SelectMany(n => n.Outputs).Where(wanted.Contains)]);
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
            var read = rule is null ? LoweringContext.Operands(node) : rule.Sources(node, _context);
            Value[] roots = [.. read.Select(LoweringContext.Root)];
            _producers[node] = [.. roots.Select(r => r.Producer).OfType<Node>()];
            foreach (var root in roots)
            {
                if (!_consumers.TryGetValue(root, out var list)) _consumers[root] = list = [];
                if (list.Count == 0 || list[^1] != node) list.Add(node);
            }
        }
    }

    /// <summary>
    /// Whether a kernel must compute the node: a transpose that its consumers read by strides need not be, nor what follows from sizes.
    /// </summary>
    private bool IsUsed(Node node) => node.Outputs.Any(o => o.Elements is null && (_kept.Contains(o) || _consumers.ContainsKey(o)));

    private void Place(Node node)
    {
        if (!LoweringContext.IsElementwise(node))
            Put(node, new Group { Anchor = node, Rule = LoweringRules.Find(node), Result = node.Outputs[0] });

        // A truth value is cheaper to compute again where it is used than to store: it waits for its consumer.
        else if (node.Outputs[0].Type.Element == ElementType.Bool) Put(node, new Group { Result = node.Outputs[0] });
        else Join(node);
    }

    /// <summary>Puts an elementwise node into the best group of those that it reads, and other elementwise ones of them too.</summary>
    private void Join(Node node)
    {
        Group? best = null;
        var others = new List<Group>();
        var producers = LoweringContext.Operands(node).Select(i => i.Producer).OfType<Node>().Where(_groups.ContainsKey);
        var read = producers.Select(p => _groups[p]).Distinct();
        foreach (var group in read.OrderBy(g => g.Anchor is null).ThenByDescending(g => g.Last))
        {
            if (best is not null && group.Anchor is not null) continue;
            if (!CanJoin(group, node)) continue;
            if (best is null) best = group;
            else others.Add(group);
        }

        best ??= new Group { Result = node.Outputs[0] };
        foreach (var other in others)
        {
            if (!IsSmallEnough(best, other.ChainWeight + _context.Weight(node)) || !AreInterchangeable(best, other)) continue;
            if (other.Chain.All(n => Fits(best, n) && !IsTooHeavy(best, n))) Merge(other, best);
        }

        Put(node, best);
    }

    /// <summary>Whether two groups can be one: no third one stands between them.</summary>
    private bool AreInterchangeable(Group a, Group b) =>
        !_precedence.IsBefore(a, b, indirectly: true) && !_precedence.IsBefore(b, a, indirectly: true);

    /// <summary>Puts a node into a group; all groups that it reads are there already.</summary>
    private void Put(Node node, Group group)
    {
        _groups[node] = group;
        group.Last = _order[node];
        if (node != group.Anchor)
        {
            group.Chain.Add(node);
            group.ChainWeight += _context.Weight(node);
        }

        foreach (var producer in _producers[node])
            if (_groups.TryGetValue(producer, out var read))
                _precedence.Add(read, group);
    }

    private bool CanJoin(Group group, Node node)
    {
        if (!group.CanGrow || group.Prologue.Count > 0 || !Fits(group, node) || IsTooHeavy(group, node)) return false;
        if (!IsSmallEnough(group, _context.Weight(node))) return false;

        // What else the node reads must not come after the group, and what the group computes must be read as it is, not reshaped.
        foreach (var input in LoweringContext.Operands(node))
        {
            var root = LoweringContext.Root(input);
            if (root.Producer is not { } producer || !_groups.TryGetValue(producer, out var other)) continue;
            if (other == group ? root != input : _precedence.IsBefore(group, other)) return false;
        }

        return true;
    }

    /// <summary>Whether a node has the group's shape, and reads only what a kernel of the group can walk.</summary>
    private static bool Fits(Group group, Node node)
    {
        var shape = group.Result.Type.Shape;
        if (!node.Outputs[0].Type.Shape.Equals(shape) || WideTypes.IsWide(node) != WideTypes.IsWide(group)) return false;
        if (group.Anchor is null) return true;
        var view = group.Rule!.View(group.Anchor);
        return LoweringContext.Operands(node).All(i => view.Walk(i.Type.Shape) is not null);
    }

    /// <summary>
    /// Whether a group with more in its chain or before it is still one that writers take: compilers stop optimizing functions
    /// beyond some size, and browsers are slow to begin.
    /// </summary>
    private bool IsSmallEnough(Group group, int chain, int prologue = 0)
    {
        var epilogueCopies = group.Anchor is null ? CopiesOfChain : group.Rule!.EpilogueCopies(group.Anchor, _context.Target);
        if (group.Anchor is not null) chain += LoweringContext.WeightOfRounding(group.Anchor);
        var operations = epilogueCopies * (group.ChainWeight + chain);
        prologue += group.Prologue.Sum(_context.Weight);
        if (prologue > 0) operations += group.Rule!.PrologueCopies(group.Anchor!, _context.Target) * prologue;
        return operations <= MostOperations;
    }

    /// <summary>Whether a node is better computed behind a product than in its tiles; scores of attention stay in bands.</summary>
    private bool IsTooHeavy(Group group, Node node) => group.Anchor is { } anchor && _context.Weight(node) > HeaviestInTile
        && group.Rule!.EpilogueCopies(anchor, _context.Target) > SumsOfLightTile && !LeadsToSoftmax(node);

    private bool LeadsToSoftmax(Node node)
    {
        while (_consumers.GetValueOrDefault(node.Outputs[0]) is [var reader])
        {
            if (reader.Operator is SoftmaxFamily) return true;
            if (!LoweringContext.IsElementwise(reader)) return false;
            node = reader;
        }

        return false;
    }

    private void Merge(Group from, Group into)
    {
        foreach (var node in from.Chain)
        {
            _groups[node] = into;
            var place = into.Chain.Count;
            while (place > 0 && _order[into.Chain[place - 1]] > _order[node]) place--;
            into.Chain.Insert(place, node);
        }

        into.ChainWeight += from.ChainWeight;
        into.Last = Math.Max(into.Last, from.Last);
        _precedence.Merge(from, into);
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
            Value[] outputs = [.. group.Chain.SelectMany(n => n.Outputs)];
            if (outputs.Any(_kept.Contains)) continue;
            var consumers = outputs.SelectMany(o => _consumers.GetValueOrDefault(o) ?? []);
            Node[] readers = [.. consumers.Where(n => IsInAnother(n, group)).Distinct()];
            if (readers.Select(n => _groups[n]).Distinct().ToArray() is not [var target]) continue;
            if (readers is [var only] && CanPrecede(group, only, target)) MoveToPrologue(group, target);
            else if (CanPrepend(group, outputs, readers, target)) Merge(group, target);
        }
    }

    private bool IsInAnother(Node node, Group group) => _groups.TryGetValue(node, out var other) && other != group;

    /// <summary>Whether an elementwise group can become the prologue of the one whose anchor alone reads it.</summary>
    private bool CanPrecede(Group group, Node reader, Group target)
    {
        if (reader != target.Anchor || target.Rule is not { HasPrologue: true } || target.Prologue.Count > 0) return false;
        return IsDirect(reader, group.Chain[^1]) && CanBePrologue(group, target) && IsSmallEnough(target, 0, group.ChainWeight);
    }

    /// <summary>Whether an elementwise group can be computed in the chain of the only one that reads it.</summary>
    private bool CanPrepend(Group group, Value[] outputs, Node[] readers, Group target)
    {
        if (!target.CanGrow || !readers.All(r => r != target.Anchor && !target.Prologue.Contains(r))) return false;
        if (!outputs.All(o => readers.All(r => ReadsPlainly(r, o)))) return false;
        return IsSmallEnough(target, group.ChainWeight) && group.Chain.All(n => CanCompute(target, n) && !IsTooHeavy(target, n));
    }

    /// <summary>Whether the kernel of a group can walk everything that elementwise nodes before it read.</summary>
    private static bool CanBePrologue(Group nodes, Group of)
    {
        var own = nodes.Chain.SelectMany(n => n.Outputs).ToHashSet();
        if (WideTypes.IsWide(nodes) != WideTypes.IsWide(of)) return false;
        var read = nodes.Chain.SelectMany(LoweringContext.Operands).Where(o => !own.Contains(o));
        return read.All(o => of.Rule!.CanReadInPrologue(of.Anchor!, o.Type.Shape));
    }

    /// <summary>Whether a reduction's input is the node's output itself, not a reshaped view of it.</summary>
    private static bool IsDirect(Node reduction, Node node) => reduction.Inputs[0]!.Producer == node;

    private static bool ReadsPlainly(Node reader, Value value) =>
        reader.Inputs.All(i => i is null || LoweringContext.Root(i) != value || i == value);

    /// <summary>Whether a group can compute a smaller node on the way: everything that it reads broadcasts simply.</summary>
    private static bool CanCompute(Group group, Node node)
    {
        var shape = group.Result.Type.Shape;
        if (node.Outputs[0].Type.Shape.Rank > shape.Rank || WideTypes.IsWide(node) != WideTypes.IsWide(group)) return false;
        if (node.Operator is ElementwiseOperator { UsesElementIndex: true } && !node.Outputs[0].Type.Shape.Equals(shape)) return false;
        if (group.Anchor is null) return true;
        var view = group.Rule!.View(group.Anchor);
        var shapes = LoweringContext.Operands(node).Select(i => i.Type.Shape);
        return shapes.All(s => s.Rank <= shape.Rank && view.Walk(s) is not null);
    }

    private void MoveToPrologue(Group from, Group into)
    {
        foreach (var node in from.Chain)
        {
            _groups[node] = into;
            into.Prologue.Add(node);
        }

        _precedence.Merge(from, into);
    }
}
