using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Operators.Control;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>
/// Finds the parts of concatenations, and what is padded, that kernels can compute in place, and the slices that they can read in place.
/// A part without gaps is like any other tensor; else the kernels around must walk it at its strides.
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
        _kept = LoweringContext.Kept(graph);
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
        {
            if (group.Anchor is { Operator: Concat concat } joined) finder.Join(joined, concat);
            else if (group.Anchor is { Operator: Pad { Mode: PadMode.Constant } } padded) finder.Frame(padded);
        }

        foreach (var group in order)
            if (group.Anchor is { Operator: Slice } node)
                finder.Cut(node);
    }

    private void Join(Node node, Concat concat)
    {
        var output = node.Outputs[0];
        var axis = output.Type.Shape.Axis(concat.Axis);
        Dimension start = 0;
        foreach (var input in node.Inputs)
        {
            TryLie(input!, output, start * _views.Strides(output)[axis]);
            start += input!.Type.Shape[axis];
        }
    }

    private void Frame(Node node)
    {
        var output = node.Outputs[0];
        if (Pad.Pads(OperatorInputs.Of(node)) is not { } pads || pads.Any(p => !p.Before.IsNonNegative || !p.After.IsNonNegative)) return;

        // A slice is read where it was cut; its copy is the frame's then.
        if (LoweringContext.Root(node.Inputs[0]!).Producer is { Operator: Slice }) return;
        var strides = _views.Strides(output);
        TryLie(node.Inputs[0]!, output, pads.Select((p, axis) => p.Before * strides[axis]).Aggregate((sum, offset) => sum + offset));
    }

    /// <summary>Lets an input be computed inside of the output, if that is possible.</summary>
    private void TryLie(Value input, Value output, Dimension offset)
    {
        var part = LoweringContext.Root(input);
        if (part.Producer is not { } producer || _views.IsPart(part) || _kept.Contains(part) || IsCaptured(part)) return;
        if (IsEmpty(input.Type.Shape) || _graph.Updates.Any(u => LoweringContext.Root(u.Value) == output)) return;
        if (!_groups.TryGetValue(producer, out var writer) || !IsLowered(writer)) return;
        var strides = _views.Strides(output);
        if (Views.IsDense(input.Type.Shape, strides)) strides = part.Type.Shape.StrideExpressions();
        else
        {
            if (Views.Reshaped(input.Type.Shape, strides, part.Type.Shape) is not { } own || own[^1] != 1) return;
            if (!Writes(writer, part, own) || !AreReaders(part, own, part == input ? null : input)) return;
            strides = own;
        }

        _views.Add(part, output, _views.Of(output).First + offset, strides);
    }

    private void Cut(Node node)
    {
        var (input, part) = (node.Inputs[0]!, node.Outputs[0]);
        var (from, to) = (input.Type.Shape, part.Type.Shape);
        var home = LoweringContext.Root(input);
        if (from.Rank == 0 || home.Variable is not null || home.Constant is not null || home.Elements is not null || IsEmpty(to)) return;
        if (_views.IsPart(part) || _kept.Contains(part) || IsCaptured(part)) return;
        var places = Slice.Places(OperatorInputs.Of(node));
        if (places.Any(p => p.Step != 1)) return;

        // Under another shape it is seen only where nothing lies between its elements.
        var (_, first, strides) = _views.Of(home);
        if (!home.Type.Shape.Equals(from))
        {
            if (!Views.IsDense(home.Type.Shape, strides)) return;
            strides = from.StrideExpressions();
        }

        for (var axis = 0; axis < places.Length; axis++) first += places[axis].Start * strides[axis];
        if (Views.IsDense(to, strides)) strides = to.StrideExpressions();
        else if (!AreReaders(part, strides)) return;
        _views.Add(part, home, first, strides);
    }

    private static bool IsEmpty(Shape shape) => shape.Contains((Dimension)0);

    /// <summary>Whether kernels compute a group; of loops and branches the bodies say where outputs lie.</summary>
    private static bool IsLowered(Group group) => group.Anchor is null || group.Rule is not null;

    /// <summary>Whether a loop or a branch reads the value, which wants it as it is.</summary>
    private bool IsCaptured(Value value) => Readers(value).Any(node => node.Operator is SubgraphOperator);

    private IEnumerable<Node> Readers(Value value) =>
        _readers[value].SelectMany(node => node.Operator is MovementOperator ? Readers(node.Outputs[0]).Append(node) : [node]);

    /// <summary>Whether the kernel of a group can leave a value at such strides. Those who count elements do it by the place.</summary>
    private static bool Writes(Group group, Value value, Dimension[] strides)
    {
        if (group.Anchor is not { } anchor) return true;
        if (group.Chain.Any(n => n.Operator is ElementwiseOperator { UsesElementIndex: true })) return false;
        return group.Rule!.Writes(anchor, value.Type.Shape, strides);
    }

    /// <summary>
    /// Whether all that read a value can do so at such strides; rows of one element are no rows. What sees it under another shape cannot,
    /// but the only reader of that in whose memory it lies.
    /// </summary>
    private bool AreReaders(Value value, Dimension[] strides, Value? seen = null) => value.Type.Shape[-1] != 1
        && _readers[value].All(node => node.Outputs[0] == seen ? _readers[seen].Count() == 1
            : _groups.TryGetValue(node, out var group) && Reads(group, node, value, strides));

    private static bool Reads(Group group, Node node, Value value, Dimension[] strides)
    {
        if (group.Anchor is not { } anchor) return true;
        if (group.Rule is not { } rule) return false;
        if (node != anchor)
            return group.Chain.Contains(node) && value.Type.Shape.Equals(group.Result.Type.Shape) && Writes(group, value, strides);
        return Enumerable.Range(0, node.Inputs.Count).All(i => node.Inputs[i] != value || rule.Reads(node, i, strides));
    }
}
