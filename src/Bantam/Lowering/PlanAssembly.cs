using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>
/// Puts a plan together: finds out how long each tensor lives, gives it a place, and fills the places into the calls. A step is a
/// <see cref="LoweredCall"/> or a <see cref="Node"/> that the reference runs.
/// </summary>
internal sealed class PlanAssembly(Graph graph, Target target, StateLayout state, IReadOnlyList<object> steps, ISet<Variable> inPlace)
{
    private readonly MemoryPlanner _memory = new();
    private readonly Dictionary<Value, Placement> _fixed = [];
    private readonly List<(Tensor Tensor, Placement Place)> _constants = [];
    private long _constantBytes;

    /// <summary>Copies, made before anything runs, of variables whose old value is wanted after the new one is stored.</summary>
    private readonly Dictionary<Variable, Value> _old = [];

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

        AskForPlaces(copies);
        Share();
        _memory.Place();
        PlanStatement[] resolved =
        [
            .. _old.Select(o => Copy(state[o.Key], Find(o.Value))),
            .. steps.Select(s => s is LoweredCall call ? (PlanStatement)Resolve(call) : Host((Node)s)),
            .. copies.Select(c => Copy(FindOld(c.Value), state[c.Variable])),
        ];
        return new Plan
        {
            Target = target,
            Statements = Barriers.Insert(resolved),
            State = state,
            WorkBytes = _memory.Bytes,
            ScratchBytes = 0,
            Inputs = graph.Inputs.ToDictionary(i => i.Name, i => new PlacedTensor(i.Type, Find(i))),
            Outputs = graph.Outputs.ToDictionary(o => o.Name, o => new PlacedTensor(o.Type, FindOld(o))),
            Constants = _constants,
        };
    }

    /// <summary>
    /// Inputs live throughout, everything else from the first step that touches it to the last. A value of a call that nothing in the
    /// graph computes is memory between two blocks of a product.
    /// </summary>
    private void AskForPlaces(List<(Variable Variable, Value Value)> copies)
    {
        var first = new Dictionary<Value, int>();
        var last = new Dictionary<Value, int>();
        var end = steps.Count;
        foreach (var input in graph.Inputs.Concat(_old.Values)) (first[input], last[input]) = (0, end);
        for (var step = 0; step < steps.Count; step++)
            foreach (var value in Touched(steps[step]).Select(LoweringContext.Root))
                Use(value, step);
        foreach (var value in graph.Outputs.Select(LoweringContext.Root).Concat(copies.Select(c => c.Value)))
            if (value.Constant is not null || first.ContainsKey(value))
                Use(value, end);
        foreach (var (value, step) in first) _memory.Add(value, step, last[value]);

        void Use(Value value, int step)
        {
            if (value.Variable is not null || _fixed.ContainsKey(value)) return;
            if (value.Constant is { } constant)
            {
                _fixed[value] = Keep(constant);
                return;
            }

            first.TryAdd(value, step);
            last[value] = Math.Max(last.GetValueOrDefault(value), step);
        }
    }

    /// <summary>Gives a constant a place: each lies behind the last one, and for ever.</summary>
    private Placement Keep(Tensor constant)
    {
        var place = new Placement(Region.Constant, _constantBytes, constant.Type.Bytes);
        _constants.Add((constant, place));
        _constantBytes += Placement.Footprint(place.Length);
        return place;
    }

    private static IEnumerable<Value> Touched(object step) => step is LoweredCall call ? call.Buffers : [.. ((Node)step).Inputs.OfType<Value>(), .. ((Node)step).Outputs];

    /// <summary>Lets outputs lie over inputs, where the kernel reads an input nowhere but at the place that it then writes.</summary>
    private void Share()
    {
        for (var step = 0; step < steps.Count; step++)
        {
            if (steps[step] is not LoweredCall call) continue;
            foreach (var (output, input) in call.InPlace)
                if (!input.IsInput && input.Constant is null && call.Buffers.Count(b => LoweringContext.Root(b) == input) == 1)
                    _memory.TryShare(output, input, step);
        }
    }

    private Placement Find(Value value)
    {
        value = LoweringContext.Root(value);
        return value.Variable is { } variable ? state[variable] : _fixed.TryGetValue(value, out var known) ? known : _memory.Find(value)
            ?? throw new PlanException($"'{value.Name}' has no place: nothing computes it.");
    }

    /// <summary>The place of a value that is read when the variables have their new values.</summary>
    private Placement FindOld(Value value) =>
        Find(LoweringContext.Root(value).Variable is { } variable && _old.TryGetValue(variable, out var old) ? old : value);

    private KernelCall Resolve(LoweredCall call) =>
        new(call.Kernel, [.. call.Buffers.Select(Find)], call.Sizes, call.Tiles, call.Cost, call.Label);

    private HostCall Host(Node node) => new(
        node.Operator, [.. node.Inputs.Select(i => i is null ? null : Placed(i))], [.. node.Outputs.Select(Placed)], $"{node.Name} ({node.Operator.Name})");

    private PlacedTensor Placed(Value value) => new(value.Type, Find(value));

    private KernelCall Copy(Placement from, Placement to)
    {
        var (kernel, sizes, tiles) = StridedCopies.OfBytes(target, to.Length);
        return new KernelCall(kernel, [from, to], sizes, tiles, to.Length / 4, "copy");
    }
}
