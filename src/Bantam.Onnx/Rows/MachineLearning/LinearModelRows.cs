using Bantam.Onnx.Reading;
using Bantam.Tensors;

namespace Bantam.Onnx.Rows.MachineLearning;

/// <summary>Linear models: a product with coefficients, a row of which each target or class has.</summary>
internal static class LinearModelRows
{
    public static Tensor[] Regressor(OnnxNode node)
    {
        var transform = PostTransforms.Of(node);
        var targets = node.Attributes.Int("targets", 1);
        var scores = Scores(node, targets, node.Attributes.Floats("intercepts", null));
        return node.Give(targets == 1 ? PostTransforms.ApplyToOne(transform, scores) : PostTransforms.Apply(transform, scores));
    }

    public static Tensor[] Classifier(OnnxNode node)
    {
        node.Attributes.Ignore("multi_class");
        var (labels, transform) = (new ClassLabels(node), PostTransforms.Of(node));
        var intercepts = node.Attributes.Floats("intercepts", null);
        var scores = Scores(node, intercepts?.Count ?? labels.Count, intercepts);
        if (scores.Shape[1] != 1) return [labels.Of(scores.ArgMax(1)), PostTransforms.Apply(transform, scores)];

        // A row of coefficients alone is that of the second one of two classes.
        var label = labels.OfTwo(scores > 0f);
        return [label, labels.Count == 2 ? PostTransforms.Pair(transform, scores, true) : PostTransforms.ApplyToOne(transform, scores)];
    }

    private static Tensor Scores(OnnxNode node, int rows, Items<float>? intercepts)
    {
        var coefficients = Features.Required(node, "coefficients");
        var columns = Features.Columns(node, "coefficients", coefficients.Count, rows);
        var scores = Features.Matrix(node).MatMul(Features.Tensor(node, "coefficients", coefficients, rows, columns).Transpose(1, 0));
        return intercepts is null ? scores : scores + Features.Tensor(node, "intercepts", intercepts, rows);
    }
}
