using Bantam.Onnx.Reading;
using Bantam.Operators.Control;
using Bantam.Tensors;

namespace Bantam.Onnx.Rows.MachineLearning;

/// <summary>
/// A support vector machine for each two classes, i before j; each votes for one of its two. Probabilities of the classes follow from
/// those that each of two is the right one, by Wu, Lin and Weng's
/// <see href="https://www.csie.ntu.edu.tw/~cjlin/papers/svmprob/svmprob.pdf">second method</see>.
/// </summary>
internal static class SupportVectorClassifier
{
    private const int MostRounds = 100;
    private const double LeastProbability = 1e-7, Precision = 0.005;

    public static Tensor[] Read(OnnxNode node)
    {
        var (labels, transform) = (new ClassLabels(node), PostTransforms.Of(node));
        var (counts, rho) = (node.Attributes.Longs("vectors_per_class", null), Features.Required(node, "rho"));
        var coefficients = Features.Required(node, "coefficients");
        var (a, b) = (node.Attributes.Floats("prob_a", null), node.Attributes.Floats("prob_b", null));
        var classes = labels.Count;
        if (classes < 2) throw node.Error($"a classifier has two classes or more; this one has {classes}.");
        return counts is null || counts.Sum() == 0
            ? Linear(node, labels, transform, coefficients, rho[0], hasProbabilities: a is not null)
            : Pairwise(node, labels, transform, coefficients, counts, rho, a, b);
    }

    /// <summary>A row of coefficients for each class, and no support vectors.</summary>
    private static Tensor[] Linear(
        OnnxNode node, ClassLabels labels, PostTransform transform, Items<float> coefficients, float rho, bool hasProbabilities)
    {
        SupportVectorRows.Ignore(node);
        var columns = Features.Columns(node, "coefficients", coefficients.Count, labels.Count);
        var weights = Features.Tensor(node, "coefficients", coefficients, labels.Count, columns);
        var scores = Features.Matrix(node).MatMul(weights.Transpose(1, 0)) + rho;
        var best = scores.ArgMax(1);
        if (labels.Count == 2 && !hasProbabilities)
        {
            var most = scores.ReduceMax([1]);
            var isSecond = coefficients.All(c => c >= 0) ? most >= 0.5f : most > 0f;
            best = Tensor.Where(isSecond, best.Number(1), best);
        }

        return [labels.Of(best), PostTransforms.Apply(transform, scores)];
    }

    private static Tensor[] Pairwise(
        OnnxNode node, ClassLabels labels, PostTransform transform, Items<float> coefficients, Items<long> counts, Items<float> rho,
        Items<float>? a, Items<float>? b)
    {
        var classes = labels.Count;
        (int I, int J)[] pairs =
            [.. Enumerable.Range(0, classes).SelectMany(i => Enumerable.Range(i + 1, classes - i - 1).Select(j => (i, j)))];
        if (counts.Count != classes || counts.Any(c => c < 0) || counts.Sum() > int.MaxValue)
            throw node.Error($"attribute 'vectors_per_class' has a number for each of the {classes} classes; it is {counts}.");
        if (rho.Count < pairs.Length)
            throw node.Error($"attribute 'rho' has a number for each two classes, {pairs.Length}; it has {rho.Count}.");
        if ((a is null) != (b is null) || a?.Count < pairs.Length || b?.Count < pairs.Length)
            throw node.Error($"attributes 'prob_a' and 'prob_b' have a number for each two classes, {pairs.Length}.");
        node.TakeNodes(pairs.Length);
        var weights = Weights(node, coefficients, counts, pairs);
        var scores = SupportVectorRows.Values(node, weights.Shape[0].Size).MatMul(weights) + Row(rho.Take(pairs.Length));

        var wins = (scores > 0f).Cast(ElementType.Float);
        var votes = wins.MatMul(Marks(pairs, classes, isFirst: true)) + (1f - wins).MatMul(Marks(pairs, classes, isFirst: false));
        var label = labels.Of(votes.ArgMax(1));
        if (a is not null)
        {
            var right = 1f - ((scores * Row(a.Take(pairs.Length))) + Row(b!.Take(pairs.Length))).Sigmoid();
            return [label, PostTransforms.Apply(transform, Coupled(right, pairs, classes))];
        }

        var areProbabilities = transform != PostTransform.None;
        return [label, classes > 2 ? PostTransforms.Apply(transform, scores) : PostTransforms.Pair(transform, scores, areProbabilities)];
    }

    /// <summary>
    /// A column for each two classes: i's coefficients against j for i's vectors, j's against i for j's; all others are 0.
    /// </summary>
    private static Tensor Weights(OnnxNode node, Items<float> coefficients, Items<long> counts, (int I, int J)[] pairs)
    {
        var (count, starts) = ((int)counts.Sum(), new int[counts.Count + 1]);
        for (var c = 0; c < counts.Count; c++) starts[c + 1] = starts[c] + (int)counts[c];
        if (coefficients.Count < (counts.Count - 1) * (long)count)
            throw node.Error($"attribute 'coefficients' has {counts.Count - 1} rows of {count} numbers; it has {coefficients.Count}.");
        var weights = Tensor.Zeros(Shape.Of(count, pairs.Length));
        for (var p = 0; p < pairs.Length; p++)
        {
            var (i, j) = pairs[p];
            for (var v = starts[i]; v < starts[i + 1]; v++) Set(v, p, coefficients[((j - 1) * count) + v]);
            for (var v = starts[j]; v < starts[j + 1]; v++) Set(v, p, coefficients[(i * count) + v]);
        }

        return weights;

        void Set(int vector, int pair, float value) => weights.Span<float>()[(vector * pairs.Length) + pair] = value;
    }

    /// <summary>Which class each two have first, or second.</summary>
    private static Tensor Marks((int I, int J)[] pairs, int classes, bool isFirst)
    {
        var marks = Tensor.Zeros(Shape.Of(pairs.Length, classes));
        for (var p = 0; p < pairs.Length; p++) marks.Span<float>()[(p * classes) + (isFirst ? pairs[p].I : pairs[p].J)] = 1;
        return marks;
    }

    /// <summary>
    /// The probabilities p of the classes that minimize Σ (r[j,i] p[i] − r[i,j] p[j])², where r[i,j] is the probability of i where it is i
    /// or j: each in turn is set to what the others ask for, until the sum hardly changes.
    /// </summary>
    private static Tensor Coupled(Tensor right, (int I, int J)[] pairs, int classes)
    {
        right = Tensor.Min(Tensor.Max(right, LeastProbability), 1 - LeastProbability);
        var places = new long[classes * classes];
        Array.Fill(places, 2 * pairs.Length);
        for (var p = 0; p < pairs.Length; p++)
        {
            places[(pairs[p].I * classes) + pairs[p].J] = p;
            places[(pairs[p].J * classes) + pairs[p].I] = pairs.Length + p;
        }

        var all = Tensor.Concat(1, right, 1f - right, right.Slice([1], [0], [1]) * 0f).Gather(Tensor.From(places), 1);
        var r = all.Reshape(new Shape(right.Shape[0], classes, classes));
        var squares = (r * r).ReduceSum([1], keepDimensions: true);
        var q = (Tensor.Eye(classes) * squares) - (r.Transpose(0, 2, 1) * r);
        var diagonal = squares.Squeeze(1);
        var start = (right.Slice([1], [0], [1]) * 0f) + Tensor.Full(1f / classes, Shape.Of(classes));
        return ControlFlow.Loop(Tensor.Scalar((long)MostRounds), null, [start], (_, _, states) =>
        {
            var (p, error) = Round(states[0], q, diagonal, classes);
            return [(error >= (Precision / classes)).Cast(ElementType.Int32).ReduceMax() > 0.0, p];
        })[0];
    }

    /// <summary>A round of changes; a sample that is precise enough stays as it is.</summary>
    private static (Tensor Probabilities, Tensor Error) Round(Tensor p, Tensor q, Tensor diagonal, int classes)
    {
        var (next, before) = (p, p);
        var products = (q * p.Unsqueeze(1)).ReduceSum([2]);
        var total = (p * products).ReduceSum([1], keepDimensions: true);
        var error = (products - total).Abs().ReduceMax([1], keepDimensions: true);
        for (var c = 0; c < classes; c++)
        {
            var (product, own) = (Column(products, c), Column(diagonal, c));
            var change = (total - product) / own;
            var scale = 1f + change;
            var column = q.Gather(Tensor.Scalar((long)c), 1);
            total = (total + (change * ((change * own) + (product * 2f)))) / scale / scale;
            products = (products + (change * column)) / scale;
            next = (next + (change * Tensor.Eye(classes).Gather(Tensor.Scalar((long)c)))) / scale;
        }

        return (Tensor.Where(error < Precision / classes, before, next), error);
    }

    private static Tensor Column(Tensor matrix, int column) => matrix.Slice([1], [column], [column + 1]);

    private static Tensor Row(IEnumerable<float> numbers) => Tensor.From<float>([.. numbers]);
}
