using Bantam.Operators;

namespace Bantam.Graphs;

/// <summary>Values whose axes are tied to each other by a node: its inputs, then its outputs.</summary>
/// <param name="Values">The values; null where an input is absent.</param>
/// <param name="Axes">The axes of each; null where nothing is known of them.</param>
/// <param name="Inputs">How many of them are inputs.</param>
internal sealed record AxisTie(IReadOnlyList<Value?> Values, IReadOnlyList<AxisPart[][]?> Axes, int Inputs)
{
    /// <summary>The axes that a node ties.</summary>
    public static AxisTie Of(Node node)
    {
        IReadOnlyList<Value?> values = [.. node.Inputs, .. node.Outputs];
        var map = node.Operator.Axes(OperatorInputs.Of(node));
        IEnumerable<AxisPart[][]?> axes = map is null ? values.Select(_ => (AxisPart[][]?)null)
            : map.Inputs.Take(node.Inputs.Count).Concat(map.Outputs);
        return new AxisTie(values, [.. axes], node.Inputs.Count);
    }

    /// <summary>Two values of one shape with the same elements.</summary>
    public static AxisTie Same(Value a, Value b)
    {
        var axes = AxisMap.Axes(a.Type.Shape, AxisMap.Labels(a.Type.Shape));
        return new AxisTie([a, b], [axes, axes], 1);
    }

    /// <summary>Whether it is known what an axis goes with, and how long it is.</summary>
    public bool IsKnown(int place, int axis) => Axes[place]?[axis].All(part => part.Size.IsKnown) == true;

    /// <summary>The axes of inputs that an output follows.</summary>
    public IEnumerable<(Value Value, int Axis)> Followed()
    {
        for (var place = 0; place < Inputs; place++)
            for (var axis = 0; Values[place] is { } value && Axes[place] is { } axes && axis < axes.Length; axis++)
                if (axes[axis].Any(part => part.Step != 0 && Others(place, axis, part.Label).Any(o => o.Place >= Inputs)))
                    yield return (value, axis);
    }

    /// <summary>The other axes that go with a label.</summary>
    public IEnumerable<(Value Value, int Axis, int Place)> Others(int place, int axis, AxisLabel label)
    {
        for (var other = 0; other < Values.Count; other++)
            for (var own = 0; Values[other] is { } value && Axes[other] is { } axes && own < axes.Length; own++)
                if ((other, own) != (place, axis) && axes[own].Any(part => part.Label == label && part.Step != 0))
                    yield return (value, own, other);
    }

    /// <summary>
    /// The label by which marks along an axis go to others: the one that tells them apart, else the longest; null where it has none in
    /// common with others.
    /// </summary>
    public AxisLabel? LabelOf(int place, int axis, int[] marks)
    {
        AxisPart[] shared = [.. Axes[place]![axis].Where(part => part.Step != 0 && Others(place, axis, part.Label).Any())];
        return AxisMap.LabelOf(Axes[place]![axis], marks) is { } own && shared.Any(part => part.Label == own) ? own
            : shared.OrderByDescending(part => part.Size.Size).FirstOrDefault().Label;
    }
}
