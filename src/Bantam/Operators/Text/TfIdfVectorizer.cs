using System.Runtime.CompilerServices;
using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Text;

/// <summary>
/// How often a text, [C] or [N, C] of texts, Int32 or Int64, has each n-gram of a pool, as Float [W] or [N, W]; an n-gram whose items lie
/// apart, by the same number of others, counts too. <see href="https://onnx.ai/onnx/operators/onnx__TfIdfVectorizer.html"/>
/// </summary>
/// <param name="MinLength">The length of the shortest n-grams that count.</param>
/// <param name="MaxLength">The length of the longest n-grams that count.</param>
/// <param name="MaxSkip">The most items that may lie between two of an n-gram.</param>
/// <param name="Weighting">What stands for an n-gram.</param>
/// <param name="Pool">The n-grams.</param>
/// <param name="Weights">The weight of each n-gram, in the order of the pool; null where each is 1.</param>
public sealed record TfIdfVectorizer(
    int MinLength, int MaxLength, int MaxSkip, TermWeighting Weighting, NGramPool Pool, Items<float>? Weights = null) : Operator
{
    private static readonly ConditionalWeakTable<NGramPool, Dictionary<(int, int), NGramTree>> Trees = [];

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var type = inputs[0];
        var (element, shape) = (type.Element, type.Shape);
        if (shape.Rank is not (1 or 2)) throw new ShapeException($"a text must be [C] or [N,C]; it is {shape}.");
        if (Pool.Words is not null ? element != ElementType.String : element is not (ElementType.Int32 or ElementType.Int64))
            throw new ShapeException(
                $"the items must be {(Pool.Words is not null ? "texts" : "Int32 or Int64")} as in the pool; they are {type}.");
        if (MinLength < 1 || MaxLength < MinLength || MaxLength > Pool.Starts.Count || MaxSkip < 0)
            throw new ShapeException(
                $"lengths must be from 1 to {Pool.Starts.Count} in ascending order, and a skip 0 or more; they are {MinLength} to "
                + $"{MaxLength}, and {MaxSkip}.");
        if (Pool.Fault() is { } fault) throw new ShapeException(fault);
        if (Weights is { } weights && weights.Count != Pool.Columns.Count)
            throw new ShapeException($"there must be a weight for each of the {Pool.Columns.Count} n-grams; there are {weights.Count}.");
        return [new TensorType(ElementType.Float, new Shape([.. shape.SkipLast(1), Pool.Width]))];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var labels = AxisMap.Labels(inputs.Shape(0));
        labels[^1] = new AxisLabel(AxisKind.Mixed);
        var given = AxisMap.Axes(inputs.Shape(0), labels);
        return new AxisMap([given], [[.. given[..^1], AxisMap.Axis(new AxisLabel(), Pool.Width)]]);
    }

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs)
    {
        var result = new Tensor(InferFor(inputs)[0]);
        var (tree, scales) = (Tree(), Scales());
        var items = tree.Items(inputs[0]!);
        var length = inputs[0]!.Shape[inputs[0]!.Shape.Rank - 1].Size;
        var counts = new int[Pool.Width];
        for (var (row, rows) = (0, inputs[0]!.Shape.Rank == 1 ? 1 : inputs[0]!.Shape[0].Size); row < rows; row++)
        {
            Array.Clear(counts);
            Count(tree, items.AsSpan(row * length, length), counts);
            var to = result.Span<float>().Slice(row * counts.Length, counts.Length);
            for (var i = 0; i < counts.Length; i++)
                to[i] = Weighting == TermWeighting.InverseDocumentFrequency ? counts[i] > 0 ? scales[i] : 0 : counts[i] * scales[i];
        }

        return [result];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [null];

    /// <summary>n-grams of one item are the same at every distance, and count once.</summary>
    private void Count(NGramTree tree, ReadOnlySpan<long> items, Span<int> counts)
    {
        for (var distance = 1; distance <= MaxSkip + 1 && (distance == 1 || distance < items.Length); distance++)
        {
            var least = distance == 1 ? MinLength : Math.Max(2, MinLength);
            for (var start = 0; start < items.Length; start++) tree.Count(items, start, distance, least, MaxLength, counts);
        }
    }

    /// <summary>The factor of each column.</summary>
    private float[] Scales()
    {
        var scales = new float[Pool.Width];
        Array.Fill(scales, 1);
        if (Weights is { } weights && Weighting != TermWeighting.TermFrequency)
            for (var i = 0; i < weights.Count; i++)
                scales[Pool.Columns[i]] = weights[i];
        return scales;
    }

    private NGramTree Tree()
    {
        var trees = Trees.GetOrCreateValue(Pool);
        lock (trees)
        {
            if (!trees.TryGetValue((MinLength, MaxLength), out var tree))
                trees[(MinLength, MaxLength)] = tree = new NGramTree(Pool, MinLength, MaxLength);
            return tree;
        }
    }
}
