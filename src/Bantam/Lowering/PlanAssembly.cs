using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>
/// Puts a plan together: finds out how long each tensor lives, gives it a place, and fills the places into the statements. A value
/// inside of a loop may lie in one around it: states and captures as a whole, of sequences a slice that moves on each round.
/// </summary>
internal sealed partial class PlanAssembly(
    Graph graph, Target target, StateLayout state, IReadOnlyList<LoweredStep> steps, ISet<Variable> inPlace, Views views)
{
    private readonly MemoryPlanner _memory = new();
    private readonly Dictionary<Value, Placement> _fixed = [];
    private readonly Dictionary<Value, Alias> _aliases = [];
    private readonly List<(Tensor Tensor, Placement Place)> _constants = [];
    private long _constantBytes;
    private long _scratchBytes;

    /// <summary>Copies, made before anything runs, of variables whose old value is wanted after the new one is stored.</summary>
    private readonly Dictionary<Variable, Value> _old = [];

    // The first and the last moment of each value's life; every step is a moment, and of loops the beginning, the handing on, and the end.
    private readonly Dictionary<Value, int> _first = [];
    private readonly Dictionary<Value, int> _last = [];
    private readonly List<(LoweredCall Call, int Moment)> _calls = [];
    private readonly List<LoweredCheck> _checks = [];
    private int _now = 1;

    /// <summary>Of loops and branches what is copied around and inside of their bodies, each a source and a destination.</summary>
    private readonly Dictionary<LoweredBody, Transfers> _transfers = new(ReferenceEqualityComparer.Instance);

    /// <summary>The plan.</summary>
    public Plan Build()
    {
        var updates = graph.Updates.Select(u => (u.Variable, Value: LoweringContext.Root(u.Value))).ToList();
        var copies = new List<(Variable Variable, Value Value)>();
        foreach (var (variable, value) in updates)
        {
            if (inPlace.Contains(variable) && _fixed.TryAdd(value, state[variable])) continue;
            copies.Add((variable, value));
        }

        var updated = updates.Select(u => u.Variable).ToHashSet();
        foreach (var value in graph.Outputs.Concat(updates.Select(u => u.Value)))
            if (LoweringContext.Root(value).Variable is { } variable && updated.Contains(variable))
                _old.TryAdd(variable, new Value($"old {variable.Name}", variable.Type));

        // Inputs live throughout.
        foreach (var input in graph.Inputs.Concat(_old.Values)) Use(input, 0);
        Visit(steps);
        _now++;
        foreach (var value in graph.Inputs.Concat(_old.Values)) Use(value);
        foreach (var check in _checks)
        {
            Use(check.Outside, 0);
            Use(check.Outside);
        }

        foreach (var value in graph.Outputs.Concat(copies.Select(c => c.Value)))
            if (Lives(value))
                Use(value);
        foreach (var (value, first) in _first) _memory.Add(value, first, _last[value]);
        Share();
        _memory.Place();
        PlanStatement[] resolved =
        [
            .. _old.Select(o => Copy(state[o.Key], Find(o.Value))),
            .. steps.SelectMany(Resolve),
            .. copies.Select(c => Copy(FindOld(c.Value), state[c.Variable])),
        ];
        return new Plan
        {
            Target = target,
            Statements = Barriers.Insert(resolved),
            State = state,
            WorkBytes = _memory.Bytes,
            ScratchBytes = _scratchBytes,
            Inputs = graph.Inputs.ToDictionary(i => i.Name, i => new PlacedTensor(i.Type, Find(i))),
            Outputs = graph.Outputs.ToDictionary(o => o.Name, o => new PlacedTensor(o.Type, FindOld(o))),
            Constants = _constants,
            Checks = [.. _checks.Select(c => new IndexCheck(c.Node.Where, c.Size, Find(c.Outside)))],
        };
    }

    private bool Lives(Value value) => Holder(value) is var root && (root.Constant is not null || _first.ContainsKey(root));

    private void Visit(IReadOnlyList<LoweredStep> statements)
    {
        foreach (var step in statements)
        {
            _now++;
            switch (step)
            {
                case LoweredCall call:
                    _calls.Add((call, _now));
                    foreach (var value in call.Buffers) Use(value);
                    if (call.Check is { } check) _checks.Add(check);
                    break;
                case LoweredHost host:
                    foreach (var value in host.Node.Inputs.OfType<Value>().Concat(host.Node.Outputs)) Use(value);
                    break;
                case LoweredLoop loop: Visit(loop); break;
                case LoweredBranch branch: Visit(branch); break;
                case LoweredBands bands:
                    foreach (var value in bands.Around) Use(value);
                    break;
            }
        }
    }

    private void Use(Value value) => Use(value, _now);

    private void Use(Value value, int moment)
    {
        value = Holder(value);
        if (value.Variable is not null || _fixed.ContainsKey(value)) return;
        if (value.Constant is { } constant)
        {
            _fixed[value] = Keep(constant);
            return;
        }

        _first[value] = Math.Min(_first.GetValueOrDefault(value, moment), moment);
        _last[value] = Math.Max(_last.GetValueOrDefault(value, moment), moment);
    }

    /// <summary>The value in whose memory another lies as a whole; a slice of a sequence is such a value too.</summary>
    private Value Resolve(Value value)
    {
        while (true)
        {
            value = LoweringContext.Root(value);
            if (!_aliases.TryGetValue(value, out var alias) || alias.IsSlice) return value;
            value = alias.Target;
        }
    }

    /// <summary>The value of whose memory another has a part.</summary>
    private Value Holder(Value value)
    {
        value = Resolve(value);
        return _aliases.TryGetValue(value, out var slice) ? Holder(slice.Target)
            : views.IsPart(value) ? Holder(views.Of(value).Holder) : value;
    }

    /// <summary>Gives a constant a place: each lies behind the last one, and for ever.</summary>
    private Placement Keep(Tensor constant)
    {
        var place = new Placement(Region.Constant, _constantBytes, constant.Type.Bytes);
        _constants.Add((constant, place));
        _constantBytes += Placement.Footprint(place.Length);
        return place;
    }

    /// <summary>Lets outputs lie over inputs, where the kernel reads an input nowhere but at the place that it then writes.</summary>
    private void Share()
    {
        foreach (var (call, moment) in _calls)
            foreach (var (output, input) in call.InPlace)
                if (!input.IsInput && input.Constant is null && call.Buffers.Count(b => Holder(b) == input) == 1)
                    _memory.TryShare(output, input, moment);
    }

    private Placement Find(Value value)
    {
        value = Resolve(value);
        if (_aliases.TryGetValue(value, out var slice)) return slice.Of(Find(slice.Target), value.Type.Bytes);
        if (views.IsPart(value))
        {
            var (view, size) = (views.Of(value), value.Type.Element.Size());
            var home = Find(view.Holder);
            return home with { Offset = home.Offset + (view.First * size), Length = views.Extent(value) * size };
        }

        return value.Variable is { } variable ? state[variable] : _fixed.TryGetValue(value, out var known) ? known : _memory.Find(value)
            ?? throw new PlanException($"'{value.Name}' has no place: nothing computes it.");
    }

    /// <summary>The place of a value that is read when the variables have their new values.</summary>
    private Placement FindOld(Value value) =>
        Find(LoweringContext.Root(value).Variable is { } variable && _old.TryGetValue(variable, out var old) ? old : value);

    private IEnumerable<PlanStatement> Resolve(LoweredStep step)
    {
        switch (step)
        {
            case LoweredCall call:
                return [new KernelCall(call.Kernel, [.. call.Buffers.Select(Find)], call.Sizes, call.Tiles, call.Cost, call.Label)];
            case LoweredLoop loop:
                var transfers = _transfers[loop.Body];
                var slices = transfers.Slices.Select(s => Copy(Find(s.From), s.To.Of(Find(s.To.Target), s.From.Type.Bytes)));
                PlanStatement[] round =
                [
                    .. loop.Body.Steps.SelectMany(Resolve), .. slices, .. Copies(transfers.Staged), .. Copies(transfers.After),
                ];
                Placement? limit = loop.Limit is { } l ? Find(l) : null;
                Placement? condition = loop.Condition is { } c ? Find(loop.States[c].Current) : null;
                return [.. Copies(transfers.Before), new Repeat(loop.Count, limit, condition, round, loop.Node.Name)];
            case LoweredBranch branch:
                return [new Branch(Find(branch.Condition), Inside(branch.Then), Inside(branch.Otherwise), branch.Node.Name)];
            case LoweredBands bands:
                var (statement, scratchBytes) = BandAssembly.Assemble(bands, Find);
                _scratchBytes = Math.Max(_scratchBytes, scratchBytes);
                return [statement];
            default:
                var node = ((LoweredHost)step).Node;
                PlacedTensor?[] inputs = [.. node.Inputs.Select(i => i is null ? null : Placed(i))];
                return [new HostCall(node.Operator, inputs, [.. node.Outputs.Select(Placed)], $"{node.Name} ({node.Operator.Name})")];
        }
    }

    private IReadOnlyList<PlanStatement> Inside(LoweredBody body) =>
        [.. Copies(_transfers[body].Before), .. body.Steps.SelectMany(Resolve), .. Copies(_transfers[body].After)];

    private PlacedTensor Placed(Value value) => new(value.Type, Find(value));

    private IEnumerable<KernelCall> Copies(IEnumerable<(Value From, Value To)> values) =>
        values.Select(v => Copy(Find(v.From), Find(v.To)));

    private KernelCall Copy(Placement from, Placement to)
    {
        var (kernel, sizes, tiles) = StridedCopies.OfBytes(target, to.Length);
        return new KernelCall(kernel, [from, to], sizes, tiles, to.Length / 4, "copy");
    }
}
