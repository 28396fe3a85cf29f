using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// The different elements, or slices along an axis, each once. Outputs: those, where each is first, which of them each element or slice
/// is, and how often each is there. How many there are only a run shows. NaN equals NaN and comes last.
/// <see href="https://onnx.ai/onnx/operators/onnx__Unique.html"/>
/// </summary>
/// <param name="Axis">The axis of the slices; null for elements.</param>
/// <param name="IsSorted">Whether they come in ascending order; else as they are first met.</param>
public sealed record Unique(int? Axis = null, bool IsSorted = true) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        var (axis, flat) = Axis is { } given ? (shape.Axis(given), shape) : (0, new Shape(shape.Count));
        var count = inputs.Constant(0) is { } tensor ? Slices(tensor).Groups.Count : inputs.Unknown();
        var found = new Shape([.. flat.Take(axis), count, .. flat.Skip(axis + 1)]);
        var counts = new TensorType(ElementType.Int64, new Shape(count));
        return [inputs[0] with { Shape = found }, counts, counts with { Shape = new Shape(flat[axis]) }, counts];
    }

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs)
    {
        InferFor(inputs);
        var (data, groups) = Slices(inputs[0]!);
        var inverse = new int[groups.Sum(g => g.Count)];
        foreach (var (number, group) in groups.Index())
            foreach (var slice in group)
                inverse[slice] = number;
        var firsts = Tensor.Integers([.. groups.Select(g => g[0])]);
        return [data.Gather(firsts, Axis ?? 0), firsts, Tensor.Integers(inverse), Tensor.Integers([.. groups.Select(g => g.Count)])];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [null];

    /// <summary>The tensor whose slices are meant, and groups of equal slices.</summary>
    private (Tensor Data, List<List<int>> Groups) Slices(Tensor tensor)
    {
        var data = Axis is null ? tensor.Reshape(new Shape(tensor.Shape.Count)) : tensor;
        var axis = data.Shape.Axis(Axis ?? 0);
        var (size, inner) = (data.Shape[axis].Size, data.Shape.Product(axis + 1, data.Shape.Rank).Size);
        var ranks = Ranks(data);
        var slices = Enumerable.Range(0, size).Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < ranks.Length; i++) slices[i / inner % size].Add(ranks[i]);
        var groups = Enumerable.Range(0, size).GroupBy(k => slices[k].ToArray(), new SliceComparer());
        if (IsSorted) groups = groups.OrderBy(g => g.Key, new SliceComparer());
        return (data, [.. groups.Select(g => g.ToList())]);
    }

    /// <summary>Which of the different elements, in ascending order, each one is.</summary>
    private static int[] Ranks(Tensor tensor) => tensor.Element.Info().Kind switch
    {
        ElementKind.Text => Ranks(tensor.Strings.ToArray(), StringComparer.Ordinal),
        ElementKind.Floating => Ranks(tensor.ToDoubles(), Comparer<double>.Create(
            (a, b) => double.IsNaN(a) || double.IsNaN(b) ? double.IsNaN(a).CompareTo(double.IsNaN(b)) : a.CompareTo(b))),
        _ => Ranks(tensor.ToNumbers<Int128>(), Comparer<Int128>.Default),
    };

    private static int[] Ranks<T>(T[] elements, IComparer<T> comparer) where T : notnull
    {
        var ranks = new int[elements.Length];
        var order = Enumerable.Range(0, elements.Length).OrderBy(i => elements[i], comparer).ToArray();
        for (var i = 1; i < order.Length; i++)
            ranks[order[i]] = ranks[order[i - 1]] + (comparer.Compare(elements[order[i - 1]], elements[order[i]]) == 0 ? 0 : 1);
        return ranks;
    }

    private sealed class SliceComparer : IComparer<int[]>, IEqualityComparer<int[]>
    {
        public int Compare(int[]? a, int[]? b) => a.AsSpan().SequenceCompareTo(b);

        public bool Equals(int[]? a, int[]? b) => a.AsSpan().SequenceEqual(b);

        public int GetHashCode(int[] slice) => slice.Aggregate(slice.Length, HashCode.Combine);
    }
}
