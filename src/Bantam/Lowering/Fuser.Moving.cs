using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <content>
/// What a group would store for one other group only is computed there, if all that it follows from is in memory anyway: of a gradient
/// the products with a scale and with what is then summed. A store and a load become a load at most.
/// </content>
internal sealed partial class Fuser
{
    /// <summary>With more operands loading them takes longer than storing the result and loading that.</summary>
    private const int MostLoaded = 2;

    private void MoveToReaders()
    {
        foreach (var node in _graph.Nodes.Reverse())
        {
            if (!_groups.TryGetValue(node, out var group) || node == group.Anchor) continue;
            if (node == group.Result.Producer) continue;
            if (_kept.Contains(node.Outputs[0]) || !group.Chain.Contains(node)) continue;
            if (_consumers.GetValueOrDefault(node.Outputs[0]) is not { Count: > 0 } readers) continue;
            if (readers.Any(reader => !IsInAnother(reader, group))) continue;
            if (readers.Select(reader => _groups[reader]).Distinct().ToArray() is not [var target]) continue;
            if (IsLoadedFrom(node, group)) TryMove(node, group, readers, target);
        }
    }

    /// <summary>Whether the large operands of a node are few, and in memory when its group has run.</summary>
    private bool IsLoadedFrom(Node node, Group group)
    {
        var result = node.Outputs[0].Type.Shape.Count;
        var operands = LoweringContext.Operands(node).Where(o => o.Type.Shape.Count == result);
        Value[] large = [.. operands.Select(LoweringContext.Root).Distinct()];
        return large.Length <= MostLoaded && large.All(IsStored);

        bool IsStored(Value value)
        {
            if (value.Type.Element == ElementType.Bool) return false;
            if (value.Producer is not { } producer || !_groups.TryGetValue(producer, out var home) || home != group) return true;
            return _kept.Contains(value) || _consumers[value].Any(reader => reader != node && IsInAnother(reader, group));
        }
    }

    private void TryMove(Node node, Group group, List<Node> readers, Group target)
    {
        var moved = new Group { Result = node.Outputs[0], Last = _order[node], ChainWeight = _context.Weight(node) };
        moved.Chain.Add(node);
        var isBefore = readers is [var only] && CanPrecede(moved, only, target);
        if (!isBefore && !CanPrepend(moved, [.. node.Outputs], [.. readers], target)) return;
        group.Chain.Remove(node);
        group.ChainWeight -= moved.ChainWeight;
        _groups[node] = moved;
        foreach (var producer in _producers[node])
        {
            if (!_groups.TryGetValue(producer, out var read)) continue;
            _precedence.Add(read, moved);
            if (read != group && !ReadsFrom(group, read)) GroupPrecedence.Remove(read, group);
        }

        if (isBefore) MoveToPrologue(moved, target);
        else Merge(moved, target);
    }

    private bool ReadsFrom(Group group, Group other) =>
        group.Nodes.Any(n => _producers[n].Any(p => _groups.GetValueOrDefault(p) == other));
}
