using Bantam.Onnx.Reading;
using Bantam.Operators.MachineLearning;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;

namespace Bantam.Onnx.Rows.MachineLearning;

/// <summary>
/// Ensembles of decision trees. They are written as version 3 of the domain has them, whose leaves may have many weights.
/// </summary>
internal static class TreeRows
{
    private static readonly (string, TreeAggregation)[] Aggregations =
    [
        ("AVERAGE", TreeAggregation.Average), ("SUM", TreeAggregation.Sum), ("MIN", TreeAggregation.Min), ("MAX", TreeAggregation.Max),
    ];

    public static IEnumerable<OperatorRow> All =>
    [
        Of<TreeEnsembleRegressor>((a, op) => NodeLists.Write(a, op!, Aggregations)) with { Read = Regressor, NewestRun = 3 },
        new("TreeEnsembleClassifier", 1, TreeClassifier.Read),
        new("TreeEnsemble", 5, Ensemble),
    ];

    /// <summary>Scores of trees, to which base values are added.</summary>
    private static Tensor[] Regressor(OnnxNode node)
    {
        var targets = node.Attributes.Int("n_targets", 1);
        var op = new TreeEnsembleRegressor(
            NodeLists.Read(node, "target"), targets, node.Attributes.Choice("aggregate_function", "SUM", Aggregations, null));
        var (bases, transform) = (NodeLists.Numbers(node, "base_values"), PostTransforms.Of(node));
        if (bases is null && transform == PostTransform.None) return node.Apply(op);
        var scores = Scores(node, op);
        if (bases?.Length == targets) scores += Tensor.From(bases).Cast(scores.Element);
        return node.Give(Transformed(transform, scores, targets));
    }

    /// <summary>The operator that took the place of the others in version 5.</summary>
    private static Tensor[] Ensemble(OnnxNode node)
    {
        var (targets, element) = (node.Attributes.Int("n_targets", 1), node.Input(0).Element);
        var (aggregation, transform) = (node.Attributes.Int("aggregate_function", 1), node.Attributes.Int("post_transform", 0));
        if (!Enum.IsDefined((TreeAggregation)aggregation) || !Enum.IsDefined((PostTransform)transform))
            throw node.Error($"'aggregate_function' is 0 to 3 and 'post_transform' 0 to 4; they are {aggregation} and {transform}.");
        var op = new TreeEnsembleRegressor(SplitLists.Read(node), targets, (TreeAggregation)aggregation, element);
        return node.Give(Transformed((PostTransform)transform, Scores(node, op), targets));
    }

    /// <summary>What trees say of the features.</summary>
    public static Tensor Scores(OnnxNode node, TreeEnsembleRegressor op) => op.ApplyOne(node.Input(0));

    private static Tensor Transformed(PostTransform transform, Tensor scores, int targets) =>
        targets == 1 ? PostTransforms.ApplyToOne(transform, scores) : PostTransforms.Apply(transform, scores);
}
