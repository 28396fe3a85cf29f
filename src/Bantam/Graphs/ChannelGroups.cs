using Bantam.Operators;

namespace Bantam.Graphs;

/// <summary>
/// Which channels of a graph can only be removed together. A channel begins as an element along an axis of a variable that an output of
/// a node follows, such as an output of a convolution, and is followed along the axes of all nodes, forwards and backwards: sums join
/// the channels of their terms, depthwise convolutions have the same channels before and after them, concatenations lay them one after
/// the other, and a flattened image has each of them many times. Where an axis is taken apart, what is left must be a product again: the
/// channels at one place of its longest factor are joined.
/// </summary>
public sealed class ChannelGroups
{
    private const int None = -1;

    private readonly Dictionary<Value, List<AxisTie>> _ties = [];
    private readonly Dictionary<(Value Value, int Axis), int[]> _channels = [];
    private readonly Queue<(Value Value, int Axis)> _open = [];

    /// <summary>Each channel points to one that is the same, in the end to the one that stands for all.</summary>
    private readonly List<int> _same = [];

    private readonly HashSet<int> _fixed = [];

    private ChannelGroups()
    {
    }

    /// <summary>
    /// The groups of a graph, in the order of its nodes. Channels that must stay are in none: those of the graph's inputs and outputs,
    /// those that windows slide over or indices name, and those of an operator that says nothing of its axes.
    /// </summary>
    public static IReadOnlyList<ChannelGroup> Of(Graph graph)
    {
        var groups = new ChannelGroups();
        foreach (var node in graph.Nodes) groups.Tie(AxisTie.Of(node));
        foreach (var (variable, value) in graph.Updates)
            if (groups._ties.Keys.FirstOrDefault(v => v.Variable == variable) is { } read)
                groups.Tie(AxisTie.Same(read, value));
        foreach (var node in graph.Nodes)
            foreach (var (value, axis) in AxisTie.Of(node).Followed().Where(f => f.Value.Variable is not null))
                groups.Begin(value, axis);
        foreach (var value in graph.Inputs.Concat(graph.Outputs))
            for (var axis = 0; axis < value.Type.Shape.Rank; axis++)
                groups.Fix(value, axis);
        return groups.Collect();
    }

    private void Tie(AxisTie tie)
    {
        foreach (var value in tie.Values.OfType<Value>().Distinct())
        {
            if (!_ties.TryGetValue(value, out var list)) _ties[value] = list = [];
            list.Add(tie);
        }
    }

    /// <summary>Makes the elements of an axis channels, where they are none yet, and follows them.</summary>
    private void Begin(Value value, int axis)
    {
        if (_channels.ContainsKey((value, axis)) || !value.Type.Shape[axis].IsKnown) return;
        int[] own = [.. Enumerable.Range(_same.Count, value.Type.Shape[axis].Size)];
        _same.AddRange(own);
        Join((value, axis), own);
        while (_open.TryDequeue(out var next))
            foreach (var tie in _ties[next.Value])
                Follow(next.Value, next.Axis, tie);
    }

    private void Follow(Value value, int axis, AxisTie tie)
    {
        for (var place = 0; place < tie.Values.Count; place++)
        {
            if (tie.Values[place] != value) continue;
            if (!tie.IsKnown(place, axis)) Fix(value, axis);
            else if (tie.LabelOf(place, axis, Marks(value, axis)) is not { } label) continue;
            else if (label.Kind is AxisKind.Windowed or AxisKind.Gathered) Fix(value, axis);
            else Carry(value, axis, tie, place, label);
        }
    }

    private void Carry(Value value, int axis, AxisTie tie, int place, AxisLabel label)
    {
        var from = tie.Axes[place]![axis];
        var marks = Joined(from, label, Marks(value, axis));
        Join((value, axis), marks);
        foreach (var (other, otherAxis, to) in tie.Others(place, axis, label))
        {
            if (tie.IsKnown(to, otherAxis)) Join((other, otherAxis), AxisMap.Carry(from, marks, label, tie.Axes[to]![otherAxis])!);
            else Fix(value, axis);
        }
    }

    /// <summary>All channels at one place of a label become one, so that the axis keeps being a product.</summary>
    private int[] Joined(AxisPart[] axis, AxisLabel label, int[] marks)
    {
        int[] places = [.. AxisMap.Places(axis, label)];
        var joined = new Dictionary<int, int>();
        for (var i = 0; i < marks.Length; i++)
            if (marks[i] != None && !joined.TryAdd(places[i], marks[i]))
                Unite(joined[places[i]], marks[i]);
        return [.. places.Select(p => joined.TryGetValue(p, out var mark) ? Root(mark) : None)];
    }

    /// <summary>Adds channels to an axis; where it has some already they are the same. What changes is followed.</summary>
    private void Join((Value Value, int Axis) at, int[] marks)
    {
        var changed = false;
        if (!_channels.TryGetValue(at, out var known)) _channels[at] = known = [.. Enumerable.Repeat(None, marks.Length)];
        for (var i = 0; i < marks.Length; i++)
        {
            if (marks[i] == None) continue;
            if (known[i] == None) (known[i], changed) = (marks[i], true);
            else changed |= Unite(known[i], marks[i]);
        }

        if (changed) _open.Enqueue(at);
    }

    private bool Unite(int a, int b)
    {
        (a, b) = (Root(a), Root(b));
        _same[Math.Max(a, b)] = Math.Min(a, b);
        return a != b;
    }

    private int Root(int channel)
    {
        while (_same[channel] != channel) channel = _same[channel] = _same[_same[channel]];
        return channel;
    }

    private int[] Marks(Value value, int axis) => [.. _channels[(value, axis)].Select(mark => mark == None ? None : Root(mark))];

    private void Fix(Value value, int axis)
    {
        if (_channels.TryGetValue((value, axis), out var marks)) _fixed.UnionWith(marks);
    }

    /// <summary>Channels along the same axes are a group, numbered as they lie along the first.</summary>
    private List<ChannelGroup> Collect()
    {
        var stay = _fixed.Where(mark => mark != None).Select(Root).ToHashSet();
        var axes = _channels.Keys.Select(key => (Key: key, Marks: Marks(key.Value, key.Axis))).ToArray();
        var lying = new Dictionary<int, List<int>>();
        for (var i = 0; i < axes.Length; i++)
            foreach (var mark in axes[i].Marks.Where(m => m != None && !stay.Contains(m)).Distinct())
            {
                if (!lying.TryGetValue(mark, out var list)) lying[mark] = list = [];
                list.Add(i);
            }

        return [.. lying.GroupBy(l => string.Join(',', l.Value)).Select(group =>
        {
            var numbers = group.Select((l, i) => (l.Key, i)).ToDictionary(p => p.Key, p => p.i);
            return new ChannelGroup(numbers.Count, [.. group.First().Value.Select(i => axes[i]).Select(a =>
                new ChannelMember(a.Key.Value, a.Key.Axis, [.. a.Marks.Select(m => numbers.GetValueOrDefault(m, None))]))]);
        })];
    }
}
