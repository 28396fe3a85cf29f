using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <content>
/// How long values in and around the bodies of loops and branches live, and which of them lie in others.
/// </content>
internal sealed partial class PlanAssembly
{
    private void Visit(LoweredLoop loop)
    {
        var (transfers, inputs, outputs) = (_transfers[loop.Body] = new Transfers(), loop.Body.Graph.Inputs, loop.Body.Graph.Outputs);
        var (states, sequences) = (loop.States.Count, loop.Sequences.Count);
        for (var i = 0; i < states; i++)
        {
            transfers.Before.Add((loop.States[i].Initial, loop.States[i].Current));
            _aliases[inputs[i]] = new Alias(loop.States[i].Current);
        }

        for (var i = 0; i < sequences; i++)
            _aliases[inputs[states + i]] = new Alias(Still(loop.Sequences[i].Value, transfers), loop.Count, loop.Sequences[i].IsReversed);
        for (var i = 0; i < loop.Captures.Count; i++)
            _aliases[inputs[states + sequences + i]] = new Alias(Still(loop.Captures[i], transfers));

        // Where a kernel computes a slice it can lie in the sequence at once.
        for (var i = states; i < outputs.Count; i++)
        {
            var slice = new Alias(loop.Outputs[i - states].Value, loop.Count, loop.Outputs[i - states].IsReversed);
            if (!TryLieIn(outputs[i], slice)) transfers.Slices.Add((outputs[i], slice));
        }

        Value[] around =
        [
            .. loop.States.Select(s => s.Current), .. inputs.Skip(states).Select(i => _aliases[i].Target),
            .. loop.Outputs.Select(o => o.Value), .. loop.Limit is { } limit ? [limit] : Array.Empty<Value>(),
        ];
        foreach (var value in around.Concat(transfers.Before.SelectMany(b => (Value[])[b.From, b.To]))) Use(value);
        Visit(loop.Body.Steps);

        _now++;
        foreach (var (from, _) in transfers.Slices) Use(from);
        for (var i = 0; i < states; i++) HandOn(outputs[i], loop.States[i].Current, loop, transfers);
        foreach (var (from, to) in transfers.After.Concat(transfers.Staged))
        {
            Use(from);
            Use(to);
        }

        _now++;
        foreach (var value in around) Use(value);
    }

    /// <summary>A new state that is an old one must be read before that is overwritten: it is copied twice.</summary>
    private void HandOn(Value from, Value to, LoweredLoop loop, Transfers transfers)
    {
        var source = Resolve(from);
        if (source == to) return;
        if (loop.States.Any(s => s.Current == source))
        {
            var staged = new Value("handed on", from.Type);
            transfers.Staged.Add((from, staged));
            from = staged;
        }

        transfers.After.Add((from, to));
    }

    private void Visit(LoweredBranch branch)
    {
        Use(branch.Condition);
        var begin = _now;
        foreach (var body in (LoweredBody[])[branch.Then, branch.Otherwise])
        {
            var transfers = _transfers[body] = new Transfers();
            for (var i = 0; i < branch.Captures.Count; i++)
                _aliases[body.Graph.Inputs[i]] = new Alias(Still(branch.Captures[i], transfers));
            foreach (var input in body.Graph.Inputs) Use(input, begin);
            foreach (var (from, to) in transfers.Before)
            {
                Use(from);
                Use(to);
            }

            for (var i = 0; i < body.Graph.Outputs.Count; i++)
            {
                var output = branch.Node.Outputs[i];
                Use(output, begin);
                if (!TryLieIn(body.Graph.Outputs[i], new Alias(output))) transfers.After.Add((body.Graph.Outputs[i], output));
            }

            Visit(body.Steps);
            _now++;
            foreach (var (from, to) in transfers.After)
            {
                Use(from);
                Use(to);
            }
        }

        _now++;
        foreach (var value in branch.Captures.Concat(branch.Node.Outputs)) Use(value);
    }

    /// <summary>
    /// Lets what a body gives lie in a value around it, where a kernel of the body computes it and it lies nowhere else yet.
    /// </summary>
    private bool TryLieIn(Value output, Alias place)
    {
        var root = LoweringContext.Root(output);
        return root.Producer is { Operator: not Operators.Control.SubgraphOperator } && _aliases.TryAdd(root, place);
    }

    /// <summary>A value that does not move with the rounds of a loop around: of a slice a copy.</summary>
    private Value Still(Value value, Transfers transfers)
    {
        var root = Resolve(value);
        if (!_aliases.ContainsKey(root)) return value;
        var copy = new Value($"copy of {value.Name}", value.Type);
        transfers.Before.Add((value, copy));
        return copy;
    }

    /// <summary>A value that lies in another one: as a whole, or as the slice of a round.</summary>
    internal sealed record Alias(Value Target, Dimension? Rounds = null, bool IsReversed = false)
    {
        public bool IsSlice => Rounds is not null;
    }

    /// <summary>What is copied around and inside of a body.</summary>
    internal sealed class Transfers
    {
        public List<(Value From, Value To)> Before { get; } = [];

        public List<(Value From, Value To)> Staged { get; } = [];

        public List<(Value From, Value To)> After { get; } = [];

        public List<(Value From, Alias To)> Slices { get; } = [];
    }
}
