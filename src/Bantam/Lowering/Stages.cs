using Bantam.Graphs;
using Bantam.Lowering.Rules;
using Bantam.Operators;
using Bantam.Operators.Activation;
using Bantam.Operators.Convolution;
using Bantam.Operators.Linear;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>
/// Groups of which each alone reads what the one before it computes, and of whose results a band of rows depends on the same band, or a
/// few more rows, of what the first one reads: attention, and a convolution of each channel by itself before one of single pixels. One
/// group alone is of several calls: a convolution by Winograd's algorithm, of which a band has whole images.
/// </summary>
/// <param name="Groups">The groups in order.</param>
/// <param name="RowAxis">The axis of the results along which rows are counted, from the end; a band has one place of those before.</param>
/// <param name="FewestRows">The fewest rows of a band that are worth it.</param>
internal sealed record Stages(IReadOnlyList<Group> Groups, int RowAxis, int FewestRows)
{
    /// <summary>With fewer rows keys and values would be read too often for what is computed with them.</summary>
    private const int RowsOfHead = 64;

    /// <summary>With fewer pixels too many tiles of products would not be full.</summary>
    private const int PixelsOfBand = 256;

    /// <summary>The group that computes the result.</summary>
    public Group Last => Groups[^1];

    /// <summary>The sizes of the result's axes up to that of the rows.</summary>
    public IEnumerable<int> Axes => Last.Result.Type.Shape.Sizes[..^(-RowAxis - 1)];

    /// <summary>The images of a convolution that is computed by itself; null of other stages.</summary>
    public int? Images { get; private init; }

    /// <summary>The bytes that lie between the calls of one group.</summary>
    private long Within { get; init; }

    /// <summary>The bytes that lie between the groups.</summary>
    public long Between => Within + Groups.SkipLast(1).Sum(group => group.Result.Type.Bytes);

    /// <summary>The bytes that follow the rows: what lies between the groups, what the first one reads, and the result.</summary>
    public long Bytes => Between + Groups[0].Anchor!.Inputs[0]!.Type.Bytes + Last.Result.Type.Bytes;

    /// <summary>Finds them in a graph.</summary>
    /// <param name="order">The graph's groups.</param>
    /// <param name="context">What is lowered.</param>
    public static IEnumerable<Stages> Find(IReadOnlyList<Group> order, LoweringContext context)
    {
        var graph = context.Graph;
        var readers = graph.Nodes.SelectMany(n => n.Inputs.OfType<Value>().Select(value => (value, n))).ToLookup(r => r.value, r => r.n);
        var kept = LoweringContext.Kept(graph);
        var updated = graph.Updates.Select(u => u.Variable).ToHashSet();
        var byAnchor = order.Where(g => g.Anchor is not null).ToDictionary(g => g.Anchor!);
        return order.SelectMany(group => (Stages?[])[Begun(group), Alone(group)]).OfType<Stages>();

        Stages? Begun(Group first) => first.Anchor?.Operator switch
        {
            MatMul when Next(first) is { } second && Next(second) is { } third => Attention(first, second, third),
            Conv when context.Target.PacksConstants && Next(first) is { } second => Separable(first, second),
            _ => null,
        };

        // Of variables it reads the old values as it would without bands: there is no group that it is moved behind.
        Stages? Alone(Group group) => group.Anchor is { } anchor && group.Rule is not null && CanBeParted(group)
            && WinogradCalls.Of(anchor, context) is { } calls ? WinogradImages(group, calls) : null;

        // The group whose anchor alone reads what a group computes, as its first input and as it is.
        Group? Next(Group group)
        {
            if (!CanBeBanded(group) || context.Results(group) is not [var result] || kept.Contains(result)) return null;
            if (readers[result].ToArray() is not [var reader] || reader.Inputs[0] != result) return null;
            return byAnchor.TryGetValue(reader, out var next) && CanBeBanded(next) ? next : null;
        }

        // What a variable holds may have changed when the last group runs. How many rows a band has follows from numbers.
        bool CanBeBanded(Group group) => CanBeParted(group)
            && context.Results(group) is [var result] && result == group.Nodes.Last().Outputs[0]
            && !group.Reads.Any(value => value.Variable is { } variable && updated.Contains(variable));

        static bool CanBeParted(Group group) => group.Rule is not null && group.Prologue.Count == 0
            && group.Reads.Append(group.Result).All(value => value.Type.Shape.IsKnown) && group.Chain.All(CanBeBandedIn);
    }

    /// <summary>Whether an elementwise node gives a part of its result for a part of its operands.</summary>
    private static bool CanBeBandedIn(Node node) => node.Operator is ElementwiseOperator { UsesElementIndex: false, ShapeInputs: 0 };

    private static Stages? Attention(Group scores, Group softmax, Group values)
    {
        if (softmax.Anchor!.Operator is not SoftmaxFamily || values.Anchor!.Operator is not MatMul) return null;
        var (first, last) = (scores.Result.Type.Shape, values.Result.Type.Shape);
        var factors = scores.Anchor!.Inputs.Concat(values.Anchor.Inputs);
        if (first.Rank != last.Rank || factors.Any(f => f!.Type.Shape.Rank < 2)) return null;
        return first.SkipLast(1).SequenceEqual(last.SkipLast(1)) ? new Stages([scores, softmax, values], -2, RowsOfHead) : null;
    }

    private static Stages? WinogradImages(Group group, WinogradCalls calls)
    {
        var shape = group.Result.Type.Shape;
        return new Stages([group], -shape.Rank, FewestRows: 1) { Images = shape[0].Size, Within = calls.Between };
    }

    /// <summary>
    /// Bands of these gain a few percent on processors. Where the result is larger than what lies between they do not, nor in pages,
    /// whose targets pack no constants.
    /// </summary>
    private static Stages? Separable(Group depthwise, Group pointwise)
    {
        if (pointwise.Result.Type.Bytes > depthwise.Result.Type.Bytes) return null;
        if (depthwise.Anchor!.Operator is not Conv { Attributes: { ChannelsLast: true } first } || first.Group == 1) return null;
        if (pointwise.Anchor!.Operator is not Conv { Attributes: { ChannelsLast: true, Group: 1 } second }) return null;
        var (image, weights) = (depthwise.Anchor.Inputs[0]!.Type.Shape, pointwise.Anchor.Inputs[1]!.Type.Shape);
        if (first.Group != image[-1].Size || depthwise.Result.Type.Shape[-1] != image[-1]) return null;
        if (second.Kernel(weights).Any(k => k != 1) || second.Strides.Any(s => s != 1)) return null;
        var line = image.Rank > 3 ? pointwise.Result.Type.Shape.Product(2, image.Rank - 1).Size : 1;
        return new Stages([depthwise, pointwise], 1 - image.Rank, Math.Max(1, PixelsOfBand / line));
    }
}
