using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>Puts a plan together: finds out how long each tensor lives, gives it a place, and fills the places into the calls.</summary>
internal sealed class PlanAssembly(
    Graph graph, Target target, StateLayout state, LoweringContext context, List<(Group Group, LoweredCall? Call)> steps, ISet<Variable> inPlace)
{
    private readonly MemoryPlanner _memory = new();
    private readonly Dictionary<Value, Placement> _fixed = [];
    private readonly List<(Tensor, Value)> _constants = [];

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

        AskForPlaces(copies);
        Share();
        _memory.Place();
        var calls = steps.Select(s => s.Call is { } call ? (object)Resolve(call) : Host(s.Group.Anchor!)).ToList();
        foreach (var (variable, value) in copies) calls.Add(Copy(Find(value), state[variable]));
        return new Plan
        {
            Target = target,
            Steps = calls,
            State = state,
            WorkBytes = _memory.Bytes,
            Inputs = graph.Inputs.ToDictionary(i => i.Name, i => (i.Type, Find(i))),
            Outputs = graph.Outputs.ToDictionary(o => o.Name, o => (o.Type, Find(o))),
            Constants = [.. _constants.Select(c => (c.Item1, Find(c.Item2)))],
        };
    }

    private void AskForPlaces(List<(Variable Variable, Value Value)> copies)
    {
        var first = new Dictionary<Value, int>();
        var last = new Dictionary<Value, int>();
        var end = steps.Count;
        foreach (var input in graph.Inputs) (first[input], last[input]) = (0, end);
        for (var step = 0; step < steps.Count; step++)
        {
            var (group, call) = steps[step];
            var written = call is null ? group.Anchor!.Outputs : context.Results(group);
            var touched = call is null ? [.. group.Anchor!.Inputs.OfType<Value>(), .. group.Anchor.Outputs] : call.Buffers;
            foreach (var value in written.Concat(touched).Select(LoweringContext.Root))
            {
                if (value.Variable is not null || _fixed.ContainsKey(value)) continue;
                if (value.Constant is { } constant && first.TryAdd(value, 0)) _constants.Add((constant, value));
                first.TryAdd(value, step);
                last[value] = value.Constant is not null || graph.Inputs.Contains(value) ? end : step;
            }
        }

        foreach (var value in graph.Outputs.Select(LoweringContext.Root).Concat(copies.Select(c => c.Value)))
        {
            if (value.Constant is { } constant && first.TryAdd(value, 0)) _constants.Add((constant, value));
            if (first.ContainsKey(value)) last[value] = end;
        }

        foreach (var (value, step) in first) _memory.Add(value, step, last[value]);
    }

    private void Share()
    {
        for (var step = 0; step < steps.Count; step++)
        {
            if (steps[step].Call is not { } call) continue;
            foreach (var (output, input) in call.InPlace)
                if (!input.IsInput && input.Constant is null)
                    _memory.TryShare(output, input, step);
        }
    }

    private Placement Find(Value value)
    {
        value = LoweringContext.Root(value);
        return value.Variable is { } variable ? state[variable] : _fixed.TryGetValue(value, out var known) ? known : _memory.Find(value)
            ?? throw new PlanException($"'{value.Name}' has no place: nothing computes it.");
    }

    private KernelCall Resolve(LoweredCall call) =>
        new(call.Kernel, [.. call.Buffers.Select(Find)], call.Sizes, call.Tiles, call.Cost, call.Label);

    private HostStep Host(Node node) => new(node, [.. node.Inputs.Select(i => i is null ? (Placement?)null : Find(i))], [.. node.Outputs.Select(Find)]);

    private KernelCall Copy(Placement from, Placement to)
    {
        var chain = new Fusion(0, [new FusedOperand(ElementType.Float)], [new Parameter(0, KernelType.F32)], [new FusedOperand(ElementType.Float)]);
        var spec = new ElementwiseSpec(target, 1, chain);
        var count = to.Length / 4;
        return new KernelCall(KernelCache.Get(target, spec.Key, () => Elementwise.Kernel(spec)), [from, to], [count], ElementwiseSpec.Tiles([count]), count, "copy");
    }
}
