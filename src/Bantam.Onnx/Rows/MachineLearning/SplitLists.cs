using Bantam.Onnx.Reading;
using Bantam.Operators.MachineLearning;
using Bantam.Tensors;

namespace Bantam.Onnx.Rows.MachineLearning;

/// <summary>Trees as version 5 has them: lists with an entry a question, and lists with one a leaf, which has one weight.</summary>
internal static class SplitLists
{
    /// <summary>The trees of a node.</summary>
    public static DecisionTrees Read(OnnxNode node)
    {
        var a = node.Attributes;
        a.Ignore("nodes_hitrates");
        var (modes, splits) = (Numbers(node, "nodes_modes"), Numbers(node, "nodes_splits"));
        var (yes, no) = (Required(node, "nodes_truenodeids"), Required(node, "nodes_falsenodeids"));
        var (yesIsLeaf, noIsLeaf) = (Required(node, "nodes_trueleafs"), Required(node, "nodes_falseleafs"));
        var (features, missing) = (Required(node, "nodes_featureids"), a.OptionalInts("nodes_missing_value_tracks_true"));
        var (targets, weights, count) = (Required(node, "leaf_targetids"), Numbers(node, "leaf_weights"), modes.Length);
        int[] lengths =
            [splits.Length, yes.Count, no.Count, yesIsLeaf.Count, noIsLeaf.Count, features.Count, missing?.Count ?? count];
        if (lengths.Any(l => l != count))
            throw NodeLists.Lengths(node, lengths.Append(count));
        if (targets.Count != weights.Length)
            throw node.Error($"a leaf has a target and a weight; there are {targets.Count} and {weights.Length}.");
        if (modes.Any(m => m is not (>= 0 and <= 6))) throw node.Error("a mode is a number from 0 to 6; there are others.");

        // Each way to a leaf gets a leaf of its own behind the questions.
        var (leaves, children) = (new List<int>(), new int[2 * count]);
        for (var i = 0; i < count; i++)
            (children[2 * i], children[(2 * i) + 1]) = (Child(yes[i], yesIsLeaf[i]), Child(no[i], noIsLeaf[i]));
        var total = count + leaves.Count;
        TreeMode[] asked = [.. modes.Select(m => (TreeMode)(1 + (int)m)), .. leaves.Select(_ => TreeMode.Leaf)];
        var (sets, next) = (Sets(node), 0);
        for (var i = 0; i < count; i++)
            if (asked[i] == TreeMode.Member)
                splits[i] = next++;
        if (next != sets.Count) throw node.Error($"each of the {next} questions for a set has one; there are {sets.Count} sets.");
        return new DecisionTrees(
            Required(node, "tree_roots"), Items.From(asked), Ints.From([.. features, .. new int[leaves.Count]]),
            Items.From([.. splits, .. new double[leaves.Count]]), Ints.From([.. children, .. new int[2 * leaves.Count]]),
            Items.From(Enumerable.Range(0, total).Select(i => i < count && missing is not null && missing[i] != 0)),
            Ints.From(Enumerable.Range(0, total + 1).Select(i => Math.Max(0, i - count))),
            Ints.From(leaves.Select(l => targets[l])), Items.From(leaves.Select(l => weights[l])), Items.From(sets));

        int Child(int index, int isLeaf)
        {
            if (isLeaf == 0) return index;
            if (index < 0 || index >= weights.Length) throw node.Error($"leaves are 0 to {weights.Length - 1}; leaf {index} is asked for.");
            leaves.Add(index);
            return count + leaves.Count - 1;
        }
    }

    /// <summary>Sets, one behind the other, each ended by NaN; the last one need not be.</summary>
    private static List<Items<double>> Sets(OnnxNode node)
    {
        var (sets, members) = (new List<Items<double>>(), new List<double>());
        foreach (var member in Optional(node, "membership_values") ?? [])
        {
            if (!double.IsNaN(member))
            {
                members.Add(member);
                continue;
            }

            sets.Add(Items.From(members));
            members.Clear();
        }

        if (members.Count > 0) sets.Add(Items.From(members));
        return sets;
    }

    private static double[] Numbers(OnnxNode node, string name) =>
        Optional(node, name) ?? throw node.Error($"attribute '{name}' is missing.");

    private static double[]? Optional(OnnxNode node, string name) =>
        node.Attributes.OptionalTensor(name)?.Cast(ElementType.Double).ToArray<double>();

    private static Ints Required(OnnxNode node, string name) =>
        node.Attributes.OptionalInts(name) ?? throw node.Error($"attribute '{name}' is missing.");
}
