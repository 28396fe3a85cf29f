using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Plans;

namespace Bantam.Lowering;

/// <summary>
/// A plan as far as it is one for all sizes of a class: how long each tensor lives, and which lie in others. Places it gets for some
/// sizes: see <see cref="PlanBinding"/>. A value inside of a loop may lie in one around it: states and captures as a whole, of sequences
/// a slice that moves on each round.
/// </summary>
internal sealed partial class PlanAssembly
{
    private readonly Dictionary<Value, Placement> _fixed = [];
    private readonly Dictionary<Value, Alias> _aliases = [];
    private readonly List<(Value Value, Placement Place)> _constants = [];
    private readonly Dictionary<Variable, Value> _old = [];
    private readonly List<(Variable Variable, Value Value)> _copies = [];

    // The first and the last moment of each value's life; every step is a moment, and of loops the beginning, the handing on, and the end.
    private readonly Dictionary<Value, int> _first = [];
    private readonly Dictionary<Value, int> _last = [];
    private readonly List<(LoweredCall Call, int Moment)> _calls = [];
    private readonly List<LoweredCheck> _checks = [];
    private readonly Dictionary<LoweredBody, Transfers> _transfers = new(ReferenceEqualityComparer.Instance);
    private long _constantBytes;
    private int _now = 1;

    /// <summary>Finds out how long values live.</summary>
    public PlanAssembly(
        Graph graph, Target target, StateLayout state, IReadOnlyList<LoweredStep> steps, ISet<Variable> inPlace, Views views)
    {
        (Graph, Target, State, Steps, Views) = (graph, target, state, steps, views);
        var updates = graph.Updates.Select(u => (u.Variable, Value: LoweringContext.Root(u.Value))).ToList();
        foreach (var (variable, value) in updates)
        {
            if (inPlace.Contains(variable) && _fixed.TryAdd(value, state[variable])) continue;
            _copies.Add((variable, value));
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

        foreach (var value in graph.Outputs.Concat(_copies.Select(c => c.Value)))
            if (IsComputed(value))
                Use(value);
    }

    /// <summary>What is planned.</summary>
    public Graph Graph { get; }

    /// <summary>What for.</summary>
    public Target Target { get; }

    /// <summary>Where the variables lie.</summary>
    public StateLayout State { get; }

    /// <summary>What is done, in order.</summary>
    public IReadOnlyList<LoweredStep> Steps { get; }

    /// <summary>Which values lie inside of others.</summary>
    public Views Views { get; }

    /// <summary>What lies where for all sizes: constants, and new values of variables.</summary>
    public IReadOnlyDictionary<Value, Placement> Fixed => _fixed;

    /// <summary>The constants, one behind the other.</summary>
    public IReadOnlyList<(Value Value, Placement Place)> Constants => _constants;

    /// <summary>What needs memory.</summary>
    public IEnumerable<Value> Placed => _first.Keys;

    /// <summary>The kernel calls, and when they run.</summary>
    public IReadOnlyList<(LoweredCall Call, int Moment)> Calls => _calls;

    /// <summary>What kernels note down.</summary>
    public IReadOnlyList<LoweredCheck> Checks => _checks;

    /// <summary>Copies, made before anything runs, of variables whose old value is wanted after the new one is stored.</summary>
    public IReadOnlyDictionary<Variable, Value> Old => _old;

    /// <summary>New values that are copied to their variables in the end.</summary>
    public IReadOnlyList<(Variable Variable, Value Value)> Copies => _copies;

    /// <summary>The first and the last moment of a value's life.</summary>
    public (int First, int Last) LifeOf(Value value) => (_first[value], _last[value]);

    /// <summary>Of loops and branches what is copied around and inside of their bodies, each a source and a destination.</summary>
    public Transfers TransfersOf(LoweredBody body) => _transfers[body];

    /// <summary>The slice of a sequence that a value lies in; null where it is none.</summary>
    public Alias? SliceOf(Value value) => _aliases.GetValueOrDefault(value);

    private bool IsComputed(Value value) => Holder(value) is var root && (IsKnown(root) || _first.ContainsKey(root));

    /// <summary>Whether the elements of a value are known before a run.</summary>
    private static bool IsKnown(Value value) => value.Constant is not null || value.Elements is not null;

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
        if (IsKnown(value))
        {
            _fixed[value] = Keep(value);
            return;
        }

        _first[value] = Math.Min(_first.GetValueOrDefault(value, moment), moment);
        _last[value] = Math.Max(_last.GetValueOrDefault(value, moment), moment);
    }

    /// <summary>The value in whose memory another lies as a whole; a slice of a sequence is such a value too.</summary>
    public Value Resolve(Value value)
    {
        while (true)
        {
            value = LoweringContext.Root(value);
            if (!_aliases.TryGetValue(value, out var alias) || alias.IsSlice) return value;
            value = alias.Target;
        }
    }

    /// <summary>The value of whose memory another has a part.</summary>
    public Value Holder(Value value)
    {
        value = Resolve(value);
        return _aliases.TryGetValue(value, out var slice) ? Holder(slice.Target)
            : Views.IsPart(value) ? Holder(Views.Of(value).Holder) : value;
    }

    /// <summary>Gives a constant a place: each lies behind the last one, and for ever.</summary>
    private Placement Keep(Value constant)
    {
        var place = new Placement(Region.Constant, _constantBytes, constant.Type.Bytes);
        _constants.Add((constant, place));
        _constantBytes += Placement.Footprint(place.Length);
        return place;
    }
}
