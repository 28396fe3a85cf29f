namespace Bantam.Operators.MachineLearning;

/// <summary>Decision trees as they are walked: all that a node needs lies together, and the nodes of a tree one behind the other.</summary>
internal sealed class TreeTable
{
    /// <summary>Rows that go through one tree before the next tree is fetched into the cache.</summary>
    private const int RowsAtOnce = 64;

    private readonly Node[] _nodes;
    private readonly int[] _roots;
    private readonly double[][] _sets;
    private readonly (int Target, double Weight)[] _weights;

    /// <summary>The table of some trees.</summary>
    public TreeTable(DecisionTrees trees)
    {
        _weights = [.. trees.Targets.Zip(trees.Weights)];
        _sets = [.. trees.Sets.Select(s => s.Order().ToArray())];
        var nodes = new List<Node>();
        _roots = [.. trees.Roots.Select(Place)];
        _nodes = [.. nodes];

        // A node that is no leaf has its children behind it, that of yes first, so that the way down goes forward in memory.
        int Place(int root)
        {
            var begin = nodes.Count;
            var open = new Stack<(int Node, int Parent, bool IsYes)>([(root, -1, false)]);
            while (open.TryPop(out var next))
            {
                var (node, at) = (next.Node, nodes.Count);
                var isLeaf = trees.Modes[node] == TreeMode.Leaf;
                nodes.Add(new Node
                {
                    Mode = trees.Modes[node], Feature = trees.Features[node], Split = trees.Splits[node],
                    MissingIsYes = trees.MissingIsYes[node],
                    Yes = isLeaf ? trees.WeightStarts[node] : 0, No = isLeaf ? trees.WeightStarts[node + 1] : 0,
                });
                if (next.Parent >= 0)
                {
                    var parent = nodes[next.Parent];
                    nodes[next.Parent] = next.IsYes ? parent with { Yes = at } : parent with { No = at };
                }

                if (isLeaf) continue;
                open.Push((trees.Children[(2 * node) + 1], at, false));
                open.Push((trees.Children[2 * node], at, true));
            }

            return begin;
        }
    }

    /// <summary>The targets of rows of features.</summary>
    /// <param name="features">The features, row by row.</param>
    /// <param name="columns">How many each row has.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="targets">How many targets there are.</param>
    /// <param name="aggregation">How weights become one number.</param>
    public double[] Run(double[] features, int columns, int rows, int targets, TreeAggregation aggregation)
    {
        var results = new double[rows * targets];
        var isSum = aggregation is TreeAggregation.Sum or TreeAggregation.Average;
        var isSeen = isSum ? [] : new bool[results.Length];
        for (var first = 0; first < rows; first += RowsAtOnce)
        {
            var last = Math.Min(first + RowsAtOnce, rows);
            foreach (var root in _roots)
            {
                for (var row = first; row < last; row++)
                {
                    ref readonly var leaf = ref Leaf(root, features.AsSpan(row * columns, columns));
                    var to = results.AsSpan(row * targets, targets);
                    if (isSum) Add(leaf, to);
                    else Choose(leaf, to, isSeen.AsSpan(row * targets, targets), aggregation == TreeAggregation.Max);
                }
            }
        }

        if (aggregation == TreeAggregation.Average)
            for (var i = 0; i < results.Length; i++)
                results[i] /= _roots.Length;
        return results;
    }

    private ref readonly Node Leaf(int root, ReadOnlySpan<double> row)
    {
        ref readonly var node = ref _nodes[root];
        while (node.Mode != TreeMode.Leaf) node = ref _nodes[IsYes(node, row[node.Feature]) ? node.Yes : node.No];
        return ref node;
    }

    private bool IsYes(in Node node, double x) => node.Mode switch
    {
        TreeMode.LessOrEqual => x <= node.Split,
        TreeMode.Less => x < node.Split,
        TreeMode.GreaterOrEqual => x >= node.Split,
        TreeMode.Greater => x > node.Split,
        TreeMode.Equal => x == node.Split,
        TreeMode.Member => Array.BinarySearch(_sets[(int)node.Split], x) >= 0,
        _ => x != node.Split,
    } || (node.MissingIsYes && double.IsNaN(x));

    private void Add(in Node leaf, Span<double> to)
    {
        foreach (var (target, weight) in _weights.AsSpan(leaf.Yes, leaf.No - leaf.Yes)) to[target] += weight;
    }

    private void Choose(in Node leaf, Span<double> to, Span<bool> isSeen, bool isMax)
    {
        foreach (var (target, weight) in _weights.AsSpan(leaf.Yes, leaf.No - leaf.Yes))
        {
            if (!isSeen[target] || (isMax ? weight > to[target] : weight < to[target])) to[target] = weight;
            isSeen[target] = true;
        }
    }

    /// <summary>A node; of a leaf Yes and No are the range of its weights.</summary>
    private readonly record struct Node
    {
        public double Split { get; init; }

        public int Feature { get; init; }

        public int Yes { get; init; }

        public int No { get; init; }

        public TreeMode Mode { get; init; }

        public bool MissingIsYes { get; init; }
    }
}
