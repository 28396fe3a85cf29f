using Bantam.Operators;
using Bantam.Operators.Convolution;
using Bantam.Operators.Movement;
using Bantam.Operators.Normalization;
using Bantam.Operators.Pooling;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators;

/// <summary>
/// What operators say of their axes holds: nothing flows between places that are kept apart, and other orders of axes give the same.
/// </summary>
public sealed class AxisTests
{
    private static readonly Tensor Image = Numbers(2, 4, 5, 3);

    /// <summary>Operators whose templates have tests of their own, not cases.</summary>
    private static readonly OperatorCase[] Images =
    [
        Convolution("whole", 1, 6), Convolution("in groups", 2, 6), Convolution("depthwise", 4, 4),
        Convolution("depthwise, twice as many", 4, 8),
        Convolution("channels last", 2, 6, channelsLast: true),
        new("ConvInputGradient", new ConvInputGradient(Window(2), [5, 3]), [Numbers(2, 6, 3, 3), Numbers(6, 2, 3, 3)]),
        new("ConvWeightGradient", new ConvWeightGradient(Window(2), [3, 3]), [Image, Numbers(2, 6, 3, 3)]),
        new("MaxPool", new MaxPool(Pool), [Image]),
        new("AveragePool", new AveragePool(Pool), [Image]),
        new("MaxPoolGradient", new MaxPoolGradient(Pool), [Image, new MaxPool(Pool).ApplyOne(Image), Numbers(2, 4, 3, 2)]),
        new("AveragePoolGradient", new AveragePoolGradient(new AveragePool(Pool), [5, 3]), [Numbers(2, 4, 3, 2)]),
        new("GlobalAveragePool", new GlobalAveragePool(), [Image]),
        new("BatchNormalization", new BatchNormalization(), [Image, Numbers(4), Numbers(4), Numbers(4), Positive(4)]),
        new("BatchNormalization in training", new BatchNormalization(TrainingMode: true),
            [Image, Numbers(4), Numbers(4), Numbers(4), Positive(4)]),
    ];

    public static TheoryData<string> Cases => [.. All.Select(c => c.Name)];

    private static IEnumerable<OperatorCase> All => OperatorCases.All.Concat(Images);

    private static PoolAttributes Pool => new([2, 2], [2, 2], [1, 0, 0, 1]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_lies_at_one_place_of_an_axis_reaches_no_other(string name)
    {
        var one = All.Single(c => c.Name == name);
        if (MapOf(one) is not { } map) return;
        Tensor[] inputs = [.. one.Inputs.Select(i => i?.Tensor!)];
        var outputs = one.Operator.Evaluate(inputs);
        Agree(inputs, map.Inputs);
        Agree(outputs, map.Outputs);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (one.Inputs[i] is not { IsConstant: false } || map.Inputs[i] is not { } axes) continue;
            for (var axis = 0; axis < axes.Length; axis++)
                foreach (var part in axes[axis].Where(p => p is { Step: not 0, Label.Kind: AxisKind.Pointwise }))
                    foreach (var place in AxisMap.Places(axes[axis], part.Label).Distinct().Take(2))
                        CheckIsolation(one, map, outputs, (i, axis), part.Label, place);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Inputs_in_another_order_of_axes_give_the_same(string name)
    {
        var one = All.Single(c => c.Name == name);
        var expected = one.Operator.Evaluate([.. one.Inputs.Select(i => i?.Tensor)]);
        var judged = one with { Tolerance = 1e-5, Absolute = 1e-5 };
        foreach (var isReversed in (bool[])[true, false])
        {
            LaidOut?[] inputs =
            [
                .. one.Inputs.Select(i => i switch
                {
                    null => (LaidOut?)null,
                    { IsConstant: true } => new LaidOut(i.Tensor),
                    _ => Turned(i.Tensor, isReversed),
                }),
            ];
            if (one.Operator.WithAxes(inputs) is not { } outputs) continue;
            for (var i = 0; i < expected.Length; i++) Judge.AssertClose(judged, $"output {i}", expected[i], outputs[i].Logical());
        }
    }

    public static TheoryData<string, string> Notations() => new()
    {
        { "Conv whole", "a b c~ d~, e b f g, e -> a e c~ d~" },
        { "Conv in groups", "a (b c) d~ e~, (b f) c g h, (b f) -> a (b f) d~ e~" },
        { "Conv depthwise", "a b c~ d~, b e f g, b -> a b c~ d~" },
        { "Conv depthwise, twice as many", "a b c~ d~, (b e) f g h, (b e) -> a (b e) c~ d~" },
        { "Conv channels last", "a b~ c~ (d e), f g e (d h), (d h) -> a b~ c~ (d h)" },
        { "GlobalAveragePool", "a b c d -> a b c=1 d=1" },
        { "BatchNormalization in training", "a* b c* d*, b, b, b, b -> a* b c* d*, b, b" },
    };

    [Theory]
    [MemberData(nameof(Notations))]
    public void Axes_read_as_einsum(string name, string expected) =>
        Assert.Equal(expected, MapOf(Images.Single(c => c.Name == name))!.ToString());

    public static TheoryData<int[], int[], string> Reshapes() => new()
    {
        { [2, 3, 4, 5], [2, 60], "a b c d, - -> a (b c d)" },
        { [2, 6, 4], [2, 2, 3, 4], "a (b c) d, - -> a b c d" },
        { [2, 6, 4], [2, 1, 8, 3], "a b? c?, - -> a 1 d? e?" },
        { [7, 4, 6], [7, 6, 4], "a b? c?, - -> a d? e?" },
        { [3, 1, 2], [6], "a 1 b, - -> (a b)" },
    };

    [Theory]
    [MemberData(nameof(Reshapes))]
    public void A_reshape_takes_axes_apart_and_puts_them_together(int[] from, int[] to, string expected) =>
        Assert.Equal(expected, Text(new Reshape(), Numbers(from), Fixed([.. to.Select(d => (long)d)])));

    [Fact]
    public void Pieces_of_an_axis_say_where_they_begin()
    {
        Assert.Equal("a b, a b+2 -> a b", Text(new Concat(1), Numbers(3, 2), Numbers(3, 4)));
        Assert.Equal("a b, -, -, -, - -> a b+3/-2", Text(new Slice(), Numbers(3, 5), Fixed(3), Fixed(-10), Fixed(1), Fixed(-2)));
        Assert.Equal("a b?, c -> a c", Text(new Gather(1), Numbers(3, 5), Integers(ElementType.Int64, 0, 5, 2)));
    }

    private static OperatorCase Convolution(string name, int groups, int outputs, bool channelsLast = false)
    {
        var attributes = Window(groups) with { ChannelsLast = channelsLast };
        return new($"Conv {name}", new Conv(attributes), channelsLast
            ? [Numbers(2, 5, 3, 4), Numbers(3, 3, 4 / groups, outputs), Numbers(outputs)]
            : [Image, Numbers(outputs, 4 / groups, 3, 3), Numbers(outputs)]);
    }

    /// <summary>A 3×3 window that moves by two along height.</summary>
    private static ConvolutionAttributes Window(int groups) => new([2, 1], [1, 1, 1, 1], [1, 1], groups);

    private static string Text(Operator op, params CaseInput[] inputs) => MapOf(new OperatorCase(op.Name, op, inputs))!.ToString();

    private static AxisMap? MapOf(OperatorCase one) =>
        one.Operator.Axes(new OperatorInputs([.. one.Inputs.Select(i => i?.Tensor.Type)], [.. one.Inputs.Select(i => i?.Tensor)]));

    /// <summary>The sizes of the parts of each axis make up its own.</summary>
    private static void Agree(IReadOnlyList<Tensor?> tensors, IReadOnlyList<AxisPart[][]?> axes)
    {
        for (var i = 0; i < tensors.Count; i++)
            if (tensors[i] is { } tensor && i < axes.Count && axes[i] is { } own)
                Assert.Equal(tensor.Shape.Sizes, own.Select(parts => parts.Aggregate(1, (size, part) => size * part.Size.Size)));
    }

    /// <summary>Changes an input at one place of a label, and looks for changes at other places of it in the outputs.</summary>
    private static void CheckIsolation(
        OperatorCase one, AxisMap map, Tensor[] outputs, (int Input, int Axis) at, AxisLabel label, int place)
    {
        Tensor[] inputs = [.. one.Inputs.Select(i => i?.Tensor!)];
        var original = inputs[at.Input];
        var elements = original.ToDoubles();
        var (least, most) = (elements.DefaultIfEmpty().Min(), elements.DefaultIfEmpty().Max());
        var touched = ElementsAt(original, at.Axis, map.Inputs[at.Input]![at.Axis], label, place);
        for (var i = 0; i < elements.Length; i++)
            if (touched[i])
                elements[i] = original.Element.IsFloating() ? elements[i] + 0.375 : elements[i].Equals(most) ? least : most;
        inputs[at.Input] = Tensor.FromDoubles(original.Type, elements);
        var changed = one.Operator.Evaluate(inputs);
        for (var o = 0; o < outputs.Length; o++)
        {
            for (var axis = 0; axis < map.Outputs[o].Length; axis++)
            {
                if (!map.Outputs[o][axis].Any(p => p.Label == label && p.Step != 0)) continue;
                var reached = ElementsAt(outputs[o], axis, map.Outputs[o][axis], label, place);
                var (before, after) = (outputs[o].ToDoubles(), changed[o].ToDoubles());
                for (var i = 0; i < before.Length; i++)
                    Assert.True(
                        reached[i] || before[i].Equals(after[i]),
                        $"{map}: place {place} of axis {at.Axis} of input {at.Input} reaches {i} of output {o}.");
            }
        }
    }

    private static bool[] ElementsAt(Tensor tensor, int axis, AxisPart[] parts, AxisLabel label, int place)
    {
        int[] places = [.. AxisMap.Places(parts, label)];
        var stride = tensor.Shape.Strides()[axis];
        return [.. Enumerable.Range(0, tensor.Shape.ElementCount).Select(i => places[i / stride % places.Length] == place)];
    }

    /// <summary>A tensor with its axes in reverse, or with the first behind the others.</summary>
    private static LaidOut Turned(Tensor tensor, bool isReversed)
    {
        var rank = tensor.Shape.Rank;
        int[] order = [.. Enumerable.Range(0, rank).Select(axis => isReversed ? rank - 1 - axis : (axis + rank - 1) % rank)];
        return rank == 0 ? new(tensor) : LaidOut.Of(new Transpose(Ints.From(LaidOut.Inverse(order))).Evaluate([tensor])[0], order);
    }
}
