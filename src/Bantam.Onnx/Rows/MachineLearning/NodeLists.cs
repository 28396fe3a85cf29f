using Bantam.Onnx.Reading;
using Bantam.Operators.MachineLearning;
using Bantam.Tensors;

namespace Bantam.Onnx.Rows.MachineLearning;

/// <summary>Trees as the first versions have them: lists with an entry a node, leaves included, and lists with one a weight.</summary>
internal static class NodeLists
{
    private static readonly string[] Modes =
        ["LEAF", "BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"];

    /// <summary>The trees of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="kind">What weights are for: target or class.</param>
    public static DecisionTrees Read(OnnxNode node, string kind)
    {
        var a = node.Attributes;
        a.Ignore("nodes_hitrates");
        a.Ignore("nodes_hitrates_as_tensor");
        var (treeIds, nodeIds) = (Longs(node, "nodes_treeids"), Longs(node, "nodes_nodeids"));
        var modes = a.Texts("nodes_modes", null) ?? throw node.Error("attribute 'nodes_modes' is missing.");
        var splits = Numbers(node, "nodes_values") ?? throw node.Error("attribute 'nodes_values' is missing.");
        var (yes, no, features) = (Longs(node, "nodes_truenodeids"), Longs(node, "nodes_falsenodeids"), a.OptionalInts("nodes_featureids"));
        var (missing, count) = (a.Longs("nodes_missing_value_tracks_true", null), nodeIds.Count);
        int[] lengths = [treeIds.Count, modes.Count, splits.Length, yes.Count, no.Count, features?.Count ?? 0, missing?.Count ?? count];
        if (lengths.Any(l => l != count))
            throw Lengths(node, lengths.Append(count));

        var places = new Dictionary<(long Tree, long Node), int>();
        for (var i = 0; i < count; i++)
            if (!places.TryAdd((treeIds[i], nodeIds[i]), i))
                throw node.Error($"nodes of a tree have numbers of their own; tree {treeIds[i]} has node {nodeIds[i]} twice.");
        TreeMode[] asked = [.. modes.Select(Mode)];
        var (children, isChild) = (new int[2 * count], new bool[count]);
        for (var i = 0; i < count; i++)
        {
            if (asked[i] == TreeMode.Leaf) continue;
            (children[2 * i], children[(2 * i) + 1]) = (Place(treeIds[i], yes[i]), Place(treeIds[i], no[i]));
            isChild[children[2 * i]] = isChild[children[(2 * i) + 1]] = true;
        }

        var (starts, targets, weights) = Weights(node, kind, count, Place);
        return new DecisionTrees(
            Ints.From(Enumerable.Range(0, count).Where(i => !isChild[i])), Items.From(asked), features!, Items.From(splits),
            Ints.From(children), Items.From(Enumerable.Range(0, count).Select(i => missing is not null && missing[i] != 0)),
            Ints.From(starts), Ints.From(targets), Items.From(weights), []);

        TreeMode Mode(string mode) => Array.IndexOf(Modes, mode) is >= 0 and var found ? (TreeMode)found
            : throw node.Error($"a mode is one of {string.Join(", ", Modes)}; there is '{mode}'.");

        int Place(long tree, long id) => places.TryGetValue((tree, id), out var place) ? place
            : throw node.Error($"tree {tree} has no node {id}, which is asked for.");
    }

    /// <summary>Numbers that are floats or, from version 3 on, a tensor of any type; null where there are none.</summary>
    public static double[]? Numbers(OnnxNode node, string name)
    {
        var floats = node.Attributes.Floats(name, null);
        return node.Attributes.OptionalTensor($"{name}_as_tensor") is { } tensor
            ? tensor.Cast(ElementType.Double).ToArray<double>()
            : floats is null ? null : [.. floats.Select(f => (double)f)];
    }

    /// <summary>The error of lists that have an entry each for the same things.</summary>
    public static ModelFormatException Lengths(OnnxNode node, IEnumerable<int> lengths) => node.Error(
        $"the lists of nodes have one length, and those of weights; these have {string.Join(", ", lengths.Distinct().Order())}.");

    /// <summary>Notes the trees of an operator, and gives it back.</summary>
    public static TreeEnsembleRegressor Write(Attributes a, TreeEnsembleRegressor op, (string, TreeAggregation)[] aggregations)
    {
        var trees = op.Trees;
        if (op.Result != ElementType.Float || trees.Sets.Count > 0)
            throw a.Fault(
                $"the operator gives Float and asks for no sets; this one gives {op.Result} and asks for {trees.Sets.Count} sets.");
        var nodes = Enumerable.Range(0, trees.Count).ToArray();
        var treeOf = Trees(trees);
        a.OptionalInt("n_targets", op.Count);
        a.Choice("aggregate_function", "SUM", aggregations, op.Aggregation);
        a.Longs("nodes_treeids", Longs(treeOf));
        a.Longs("nodes_nodeids", Longs(nodes));
        a.OptionalInts("nodes_featureids", trees.Features);
        a.Texts("nodes_modes", Items.From(trees.Modes.Select(m => Modes[(int)m])));
        a.Longs("nodes_truenodeids", Longs(nodes.Select(i => trees.Children[2 * i])));
        a.Longs("nodes_falsenodeids", Longs(nodes.Select(i => trees.Children[(2 * i) + 1])));
        if (trees.MissingIsYes.Contains(true))
            a.Longs("nodes_missing_value_tracks_true", Longs(trees.MissingIsYes.Select(m => m ? 1 : 0)));
        Note("nodes_values", trees.Splits);
        int[] owners = [.. nodes.SelectMany(i => Enumerable.Repeat(i, trees.WeightStarts[i + 1] - trees.WeightStarts[i]))];
        a.Longs("target_treeids", Longs(owners.Select(i => treeOf[i])));
        a.Longs("target_nodeids", Longs(owners));
        a.Longs("target_ids", Longs(trees.Targets));
        Note("target_weights", trees.Weights);
        return op;

        void Note(string name, Items<double> numbers)
        {
            if (numbers.All(n => (float)n == n || double.IsNaN(n))) a.Floats(name, Items.From(numbers.Select(n => (float)n)));
            else a.OptionalTensor($"{name}_as_tensor", Tensor.From<double>([.. numbers]));
        }

        static Items<long> Longs(IEnumerable<int> numbers) => Items.From(numbers.Select(n => (long)n));
    }

    /// <summary>The number of the tree that each node is in.</summary>
    private static int[] Trees(DecisionTrees trees)
    {
        var (treeOf, open) = (new int[trees.Count], new Stack<(int Node, int Tree)>(trees.Roots.Select((root, tree) => (root, tree))));
        while (open.TryPop(out var next))
        {
            treeOf[next.Node] = next.Tree;
            if (trees.Modes[next.Node] == TreeMode.Leaf) continue;
            open.Push((trees.Children[2 * next.Node], next.Tree));
            open.Push((trees.Children[(2 * next.Node) + 1], next.Tree));
        }

        return treeOf;
    }

    /// <summary>The weights in the order of their nodes.</summary>
    private static (int[] Starts, int[] Targets, double[] Weights) Weights(
        OnnxNode node, string kind, int nodes, Func<long, long, int> place)
    {
        var (trees, ids) = (Longs(node, $"{kind}_treeids"), Longs(node, $"{kind}_nodeids"));
        var targets = node.Attributes.OptionalInts($"{kind}_ids") ?? throw node.Error($"attribute '{kind}_ids' is missing.");
        var weights = Numbers(node, $"{kind}_weights") ?? throw node.Error($"attribute '{kind}_weights' is missing.");
        if (ids.Count != trees.Count || targets.Count != trees.Count || weights.Length != trees.Count)
            throw Lengths(node, [trees.Count, ids.Count, targets.Count, weights.Length]);
        int[] owners = [.. trees.Zip(ids, place)];
        var starts = new int[nodes + 1];
        foreach (var owner in owners) starts[owner + 1]++;
        for (var i = 0; i < nodes; i++) starts[i + 1] += starts[i];
        int[] order = [.. Enumerable.Range(0, owners.Length).OrderBy(i => owners[i])];
        return (starts, [.. order.Select(i => targets[i])], [.. order.Select(i => weights[i])]);
    }

    private static Items<long> Longs(OnnxNode node, string name) =>
        node.Attributes.Longs(name, null) ?? throw node.Error($"attribute '{name}' is missing.");
}
