using Bantam.Tensors;

namespace Bantam.Operators.MachineLearning;

/// <summary>Decision trees: an entry a node in the first six lists. Which nodes follow is said by their places in these.</summary>
/// <param name="Roots">The nodes that trees begin with.</param>
/// <param name="Modes">What each node asks.</param>
/// <param name="Features">The column of the input that it asks of.</param>
/// <param name="Splits">The number that it compares with; of one that asks for a set, which of the sets it is.</param>
/// <param name="Children">Two entries a node: the node that follows where the answer is yes, and where it is no.</param>
/// <param name="MissingIsYes">Whether the answer is yes where the feature is NaN, whatever is asked.</param>
/// <param name="WeightStarts">Where the weights of each node begin in the last two lists, and at last where they end.</param>
/// <param name="Targets">The column of the output that a weight is for.</param>
/// <param name="Weights">The weights that a leaf gives.</param>
/// <param name="Sets">The sets that nodes ask for.</param>
public sealed record DecisionTrees(
    Ints Roots, Items<TreeMode> Modes, Ints Features, Items<double> Splits, Ints Children, Items<bool> MissingIsYes,
    Ints WeightStarts, Ints Targets, Items<double> Weights, Items<Items<double>> Sets)
{
    /// <summary>How many nodes there are.</summary>
    public int Count => Modes.Count;

    /// <summary>How many columns the input has at least.</summary>
    public int Columns { get; } = Enumerable.Range(0, Modes.Count).Where(i => Modes[i] != TreeMode.Leaf)
        .Select(i => Features[i] + 1).DefaultIfEmpty(0).Max();

    /// <summary>What is wrong with them, as a sentence; null where nothing is.</summary>
    public string? Fault()
    {
        if (Features.Count != Count || Splits.Count != Count || Children.Count != 2 * Count || MissingIsYes.Count != Count
            || WeightStarts.Count != Count + 1 || Targets.Count != Weights.Count || WeightStarts[^1] != Weights.Count)
            return $"the lists of the trees must have an entry for each of the {Count} nodes and {Weights.Count} weights.";
        if (Features.Any(f => f < 0)) return "a feature is a column of the input; one is negative.";
        if (Enumerable.Range(0, Count).Any(i => Modes[i] == TreeMode.Member && !(Splits[i] >= 0 && Splits[i] < Sets.Count)))
            return $"a node asks for one of the {Sets.Count} sets; one asks for another.";
        var (seen, open) = (new bool[Count], new Stack<int>(Roots));
        while (open.TryPop(out var node))
        {
            if (node < 0 || node >= Count) return $"nodes are 0 to {Count - 1}; node {node} is asked for.";
            if (seen[node]) return $"a node of a tree follows one other node; node {node} follows several.";
            seen[node] = true;
            if (Modes[node] == TreeMode.Leaf) continue;
            open.Push(Children[2 * node]);
            open.Push(Children[(2 * node) + 1]);
        }

        return null;
    }
}
