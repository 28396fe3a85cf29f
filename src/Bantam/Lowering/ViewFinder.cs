using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Operators.Control;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>
/// Finds the parts of concatenations that kernels can compute in place, and the slices that they can read in place. A part without
/// gaps between its rows is like any other tensor; else the kernels around must know the distance of rows.
/// </summary>
internal sealed class ViewFinder
{
    private readonly Graph _graph;
    private readonly Views _views;
    private readonly Dictionary<Node, Group> _groups;
    private readonly ILookup<Value, Node> _readers;
    private readonly HashSet<Value> _kept;

    private ViewFinder(Graph graph, IReadOnlyList<Group> groups, Views views)
    {
        (_graph, _views) = (graph, views);
        _groups = groups.SelectMany(group => group.Nodes.Select(node => (node, group))).ToDictionary(p => p.node, p => p.group);
        _readers = graph.Nodes.SelectMany(n => n.Inputs.OfType<Value>().Distinct().Select(i => (i, n))).ToLookup(p => p.i, p => p.n);
        _kept = [.. graph.Outputs.Concat(graph.Updates.Select(u => u.Value)).Select(LoweringContext.Root)];
    }

    /// <summary>Adds the views of a graph's values.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="order">Its groups in the order in which they run.</param>
    /// <param name="views">What they are added to.</param>
    public static void Find(Graph graph, IReadOnlyList<Group> order, Views views)
    {
        var finder = new ViewFinder(graph, order, views);

        // From the end, so that a concatenation lies where it stays before its own parts do.
        foreach (var group in order.Reverse())
            if (group.Anchor is { Operator: Concat concat } node)
                finder.Join(node, concat);
        foreach (var group in order)
            if (group.Anchor is { Operator: Slice } node)
                finder.Cut(node);
    }

    private void Join(Node node, Concat concat)
    {
        var output = node.Outputs[0];
        var shape = output.Type.Shape;
        if (_graph.Updates.Any(u => LoweringContext.Root(u.Value) == output) || IsEmpty(shape)) return;
        var axis = shape.Axis(concat.Axis);
        Dimension start = 0;
        foreach (var input in node.Inputs)
        {
            TryJoin(input!, output, axis, start);
            start += input!.Type.Shape[axis];
        }
    }

    private void TryJoin(Value input, Value output, int axis, Dimension start)
    {
        var part = LoweringContext.Root(input);
        if (part.Producer is not { } producer || _views.IsPart(part) || _kept.Contains(part) || IsEmpty(input.Type.Shape)) return;
        if (!_groups.TryGetValue(producer, out var writer) || !IsLowered(writer) || IsCaptured(part)) return;
        if (Place(output.Type.Shape, axis, start) is not var (row, column)) return;
        var isContiguous = _views.IsContiguous(output) && (axis < output.Type.Shape.Rank - 1 || HasOneRow(output.Type.Shape));
        if (!isContiguous && !(part.Type.Shape.Equals(input.Type.Shape) && WritesRows(writer) && CanHaveGaps(part))) return;
        _views.Add(part, output, row, column, isContiguous);
    }

    private void Cut(Node node)
    {
        var (input, part) = (node.Inputs[0]!, node.Outputs[0]);
        var (from, to) = (input.Type.Shape, part.Type.Shape);
        var home = LoweringContext.Root(input);
        if (from.Rank == 0 || home.Variable is not null || home.Constant is not null || IsEmpty(to)) return;
        if (_views.IsPart(part) || _kept.Contains(part) || IsCaptured(part)) return;
        var ranges = Slice.Places(OperatorInputs.Of(node));
        if (ranges.Any(r => r.Step != 1)) return;

        var isContiguous = _views.IsContiguous(home) && (to[-1] == from[-1] || HasOneRow(to));
        if (!isContiguous && !(home.Type.Shape.Equals(from) && CanHaveGaps(part))) return;
        Dimension row = 0, column = 0;
        for (var axis = 0; axis < from.Rank; axis++)
        {
            if (to[axis] == from[axis]) continue;
            if (Place(from, axis, ranges[axis].Start) is not var (rows, columns)) return;
            (row, column) = (row + rows, column + columns);
        }

        // What has other rows than the value in which it lies is a piece of it all the same.
        if (isContiguous) (row, column) = (0, (row * from[-1]) + column);
        _views.Add(part, home, row, column, isContiguous);
    }

    /// <summary>
    /// The row and column of a place along an axis; null where what begins there is not rows at one distance: along the last axis it is
    /// always so, along others if the axes before have one place.
    /// </summary>
    private static (Dimension Row, Dimension Column)? Place(Shape shape, int axis, Dimension start)
    {
        if (axis == shape.Rank - 1) return (0, start);
        if (shape.Product(0, axis) != 1) return null;
        return (start * shape.Product(axis + 1, shape.Rank - 1), 0);
    }

    private static bool IsEmpty(Shape shape) => shape.Contains((Dimension)0);

    private static bool HasOneRow(Shape shape) => shape.Product(0, shape.Rank - 1) == 1;

    /// <summary>Whether kernels compute a group; of loops and branches the bodies say where outputs lie.</summary>
    private static bool IsLowered(Group group) => group.Anchor is null || group.Rule is not null;

    /// <summary>Whether a loop or a branch reads the value, which wants it as it is.</summary>
    private bool IsCaptured(Value value) => Readers(value).Any(node => node.Operator is SubgraphOperator);

    private IEnumerable<Node> Readers(Value value) =>
        _readers[value].SelectMany(node => node.Operator is MovementOperator ? Readers(node.Outputs[0]).Append(node) : [node]);

    private static bool WritesRows(Group group) => group.Anchor is not { } anchor || group.Rule!.WritesRows(anchor);

    /// <summary>Whether all that read a value read it row by row, at any distance of rows; rows of one element are no rows.</summary>
    private bool CanHaveGaps(Value value) => value.Type.Shape[-1] != 1
        && _readers[value].All(node => _groups.TryGetValue(node, out var group) && ReadsRows(group, node, value));

    private static bool ReadsRows(Group group, Node node, Value value)
    {
        if (group.Anchor is not { } anchor) return true;
        if (group.Rule is not { } rule) return false;
        if (node != anchor)
            return group.Chain.Contains(node) && rule.WritesRows(anchor) && value.Type.Shape.Equals(group.Result.Type.Shape);
        return Enumerable.Range(0, node.Inputs.Count).All(i => node.Inputs[i] != value || rule.ReadsRows(node, i));
    }
}
