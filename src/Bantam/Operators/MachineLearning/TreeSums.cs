using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.MachineLearning;

/// <summary>
/// The weights that decision trees give for each target of each row of features, added up: [rows, columns] of Double become
/// [rows, targets]. Internal: it is never saved. Inputs 1 to 5 are the tables that <see cref="Of"/> makes of trees, which name no place
/// outside of them.
/// </summary>
/// <param name="Count">How many targets there are.</param>
/// <param name="Columns">How many features nodes ask of.</param>
/// <param name="Modes">What nodes ask, each once; none asks for a set.</param>
/// <param name="AsksMissing">Whether there are nodes whose answer is yes where the feature is NaN.</param>
public sealed record TreeSums(int Count, int Columns, Items<TreeMode> Modes, bool AsksMissing) : Operator, IInternalOperator
{
    /// <summary>Numbers a node: its feature, the nodes that follow where the answer is yes and no, and what it asks.</summary>
    public const int Fields = 4;

    /// <summary>Added to what a node asks where its answer is yes for NaN.</summary>
    public const int MissingIsYes = 8;

    /// <summary>The sums.</summary>
    /// <param name="trees">The trees, at least one, with at least one weight.</param>
    /// <param name="count">How many targets there are.</param>
    /// <param name="features">The features, [rows, columns] of Double.</param>
    public static Tensor Of(DecisionTrees trees, int count, Tensor features)
    {
        var (nodes, splits) = (new List<int>(), new List<double>());
        for (var i = 0; i < trees.Count; i++) Add(i, trees.Modes[i], trees.Splits[i], trees.Children[(2 * i) + 1], trees.MissingIsYes[i]);

        // A node that asks for a set is followed by one for each further element, which all lead to the same.
        for (var i = 0; i < trees.Count; i++)
        {
            if (trees.Modes[i] != TreeMode.Member) continue;
            double[] members = [.. trees.Sets[(int)trees.Splits[i]].DefaultIfEmpty(double.NaN)];
            splits[i] = members[0];
            nodes[(Fields * i) + 3] = (nodes[(Fields * i) + 3] & MissingIsYes) | (int)TreeMode.Equal;
            for (var (m, last) = (1, i); m < members.Length; m++)
            {
                nodes[(Fields * last) + 2] = last = splits.Count;
                Add(i, TreeMode.Equal, members[m], trees.Children[(2 * i) + 1], missingIsYes: false);
            }
        }

        var asked = Enumerable.Range(0, splits.Count).Select(i => nodes[(Fields * i) + 3]).Where(a => a != 0).ToArray();
        var modes = asked.Select(a => (TreeMode)(a % MissingIsYes)).Distinct().Order();
        return new TreeSums(count, trees.Columns, [.. modes], asked.Any(a => a >= MissingIsYes)).ApplyOne(
            features, Tensor.From([.. trees.Roots], trees.Roots.Count), Tensor.From([.. nodes], splits.Count, Fields),
            Tensor.From([.. splits], splits.Count), Tensor.From([.. trees.Targets], trees.Targets.Count),
            Tensor.From([.. trees.Weights], trees.Weights.Count));

        void Add(int node, TreeMode mode, double split, int otherwise, bool missingIsYes)
        {
            // What follows a leaf is where its weights begin and end.
            nodes.AddRange(mode == TreeMode.Leaf
                ? [0, trees.WeightStarts[node], trees.WeightStarts[node + 1], 0]
                : [trees.Features[node], trees.Children[2 * node], otherwise, (int)mode + (missingIsYes ? MissingIsYes : 0)]);
            splits.Add(split);
        }
    }

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        if (shape.Rank != 2 || (shape[1].IsKnown && shape[1].Size < Columns))
            throw new ShapeException($"features must be [rows, {Columns} or more]; they are {shape}.");
        return [new TensorType(ElementType.Double, new Shape([shape[0], Count]))];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var row = new AxisLabel();
        var given = Enumerable.Range(0, inputs.Count).Select(
            i => AxisMap.Axes(inputs.Shape(i), AxisMap.Labels(inputs.Shape(i), AxisKind.Mixed))).ToArray();
        given[0][0] = AxisMap.Axis(row, inputs.Shape(0)[0]);
        return new AxisMap(given, [[given[0][0], AxisMap.Axis(new AxisLabel(), Count)]]);
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (features, nodes, splits) = (inputs[0]!, inputs[2]!.ToIntegers(), inputs[3]!.Elements);
        var (targets, weights, sums) = (inputs[4]!.ToIntegers(), inputs[5]!.Elements, new NdArray(outputs[0]));
        for (var row = 0; row < features.Sizes[0]; row++)
        {
            foreach (var root in inputs[1]!.ToIntegers())
            {
                var at = Fields * root;
                while (nodes[at + 3] != 0)
                {
                    var x = features.Elements[(row * features.Sizes[1]) + nodes[at]];
                    at = Fields * nodes[IsYes(nodes[at + 3], x, splits[at / Fields]) ? at + 1 : at + 2];
                }

                for (var w = nodes[at + 1]; w < nodes[at + 2]; w++) sums.Elements[(row * Count) + targets[w]] += weights[w];
            }
        }

        return [sums];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => new Tensor?[context.Inputs.Count];

    private static bool IsYes(int asked, double x, double split) => (asked >= MissingIsYes && double.IsNaN(x))
        || (TreeMode)(asked % MissingIsYes) switch
        {
            TreeMode.LessOrEqual => x <= split,
            TreeMode.Less => x < split,
            TreeMode.GreaterOrEqual => x >= split,
            TreeMode.Greater => x > split,
            TreeMode.Equal => x == split,
            _ => x != split,
        };
}
