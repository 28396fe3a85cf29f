using Bantam.Onnx.Reading;
using Bantam.Operators.MachineLearning;
using Bantam.Tensors;

namespace Bantam.Onnx.Rows.MachineLearning;

/// <summary>
/// A classifier of decision trees: the sums of their weights are the scores of the classes. Of two classes trees may have the weights of
/// one alone; then these are probabilities where none is negative, else a score that is positive for the second class.
/// </summary>
internal static class TreeClassifier
{
    public static Tensor[] Read(OnnxNode node)
    {
        var (labels, transform) = (new ClassLabels(node, "classlabels_int64s"), PostTransforms.Of(node));
        var trees = NodeLists.Read(node, "class");
        var bases = NodeLists.Numbers(node, "base_values") ?? [];
        if (labels.Count < 1) throw node.Error("a classifier has labels of its classes; this one has none.");
        if (bases.Length > 0 && bases.Length != labels.Count && (labels.Count > 2 || bases.Length != 1))
            throw node.Error($"attribute 'base_values' has a number for each of {labels.Count} classes; it has {bases.Length}.");
        var scores = TreeRows.Scores(node, new TreeEnsembleRegressor(trees, labels.Count));
        if (labels.Count == 2) return OfTwo(labels, transform, trees, scores, bases);
        if (bases.Length > 0) scores += Numbers(scores, bases);
        if (labels.Count == 1) return [labels.OfTwo(scores > 0f), PostTransforms.ApplyToOne(transform, scores)];
        return [labels.Of(scores.ArgMax(1)), PostTransforms.Apply(transform, scores)];
    }

    private static Tensor[] OfTwo(ClassLabels labels, PostTransform transform, DecisionTrees trees, Tensor scores, double[] bases)
    {
        var (areProbabilities, isOneAlone) = (trees.Weights.All(w => w >= 0), trees.Targets.Distinct().Count() == 1);
        var threshold = isOneAlone && areProbabilities ? 0.5 : 0;
        if (trees.Targets.Contains(1))
        {
            // Base values of both are that of the second one, whose score is then that of the first.
            if (bases.Length == 2)
            {
                var second = Column(scores, 0) + bases[1];
                scores = Tensor.Concat(1, -second, second);
            }
            else if (bases.Length == 1)
            {
                scores += Numbers(scores, [bases[0], 0]);
            }

            return [labels.OfTwo(Column(scores, 1) > threshold), PostTransforms.Apply(transform, scores)];
        }

        if (bases.Length == 2)
        {
            // No tree has a weight of the second class, so that it has no score, and its base value does not count.
            scores += Numbers(scores, [bases[0], 0]);
            return [labels.OfTwo(Column(scores, 0) > threshold), PostTransforms.Apply(transform, scores)];
        }

        var score = bases.Length == 1 ? Column(scores, 0) + bases[0] : Column(scores, 0);
        return [labels.OfTwo(score > threshold), PostTransforms.Pair(transform, score, areProbabilities)];
    }

    private static Tensor Column(Tensor matrix, int column) => matrix.Slice([1], [column], [column + 1]);

    private static Tensor Numbers(Tensor like, double[] numbers) => Tensor.From<double>([.. numbers]).Cast(like.Element);
}
