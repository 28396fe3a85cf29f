using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>Gives the tensors of a plan places for some sizes, and fills places and numbers into its statements.</summary>
/// <param name="assembly">The plan.</param>
/// <param name="names">The sizes.</param>
internal sealed class PlanBinding(PlanAssembly assembly, IReadOnlyDictionary<string, int> names)
{
    private readonly MemoryPlanner _memory = new();
    private long _scratchBytes;

    /// <summary>The plan for these sizes.</summary>
    /// <exception cref="PlanException">A tensor is too large.</exception>
    public Plan Build()
    {
        foreach (var value in assembly.Placed)
        {
            var (first, last) = assembly.LifeOf(value);
            _memory.Add(value, BytesOf(value), first, last);
        }

        Share();
        _memory.Place();
        PlanStatement[] resolved =
        [
            .. assembly.Old.Select(o => Copy(assembly.State[o.Key], Find(o.Value))),
            .. assembly.Steps.SelectMany(Resolve),
            .. assembly.Copies.Select(c => Copy(FindOld(c.Value), assembly.State[c.Variable])),
        ];
        return new Plan
        {
            Target = assembly.Target,
            Statements = Barriers.Insert(resolved),
            State = assembly.State,
            WorkBytes = _memory.Bytes,
            ScratchBytes = _scratchBytes,
            Inputs = assembly.Graph.Inputs.ToDictionary(i => i.Name, Placed),
            Outputs = assembly.Graph.Outputs.ToDictionary(o => o.Name, o => new PlacedTensor(o.Type.Bind(names), FindOld(o))),
            Constants = [.. assembly.Constants.Select(c => (ElementsOf(c.Value), c.Place))],
            Checks = [.. assembly.Checks.Select(c => new IndexCheck(c.Node.Where, c.Size.Evaluate(names), Find(c.Outside)))],
        };
    }

    private long BytesOf(Value value) => value.Type.Bind(names).Bytes;

    /// <summary>A constant, or what is computed from the sizes.</summary>
    private Tensor ElementsOf(Value value) =>
        value.Constant ?? ShapeElements.ToTensor([.. value.Elements!.Select(e => e.Bind(names))], value.Type);

    /// <summary>Lets outputs lie over inputs, where the kernel reads an input nowhere but at the place that it then writes.</summary>
    private void Share()
    {
        foreach (var (call, moment) in assembly.Calls)
            foreach (var (output, input) in call.InPlace)
                if (!input.IsInput && input.Constant is null && call.Buffers.Count(b => assembly.Holder(b) == input) == 1)
                    _memory.TryShare(output, input, moment);
    }

    private Placement Find(Value value)
    {
        value = assembly.Resolve(value);
        if (assembly.SliceOf(value) is { } slice) return Of(slice, value.Type);
        if (assembly.Views.IsPart(value))
        {
            var (view, size) = (assembly.Views.Of(value), (long)value.Type.Element.Size());
            var home = Find(view.Holder);
            var length = Math.Max(Views.Extent(value.Type.Shape, view.Strides).Evaluate(names), 0) * size;
            return home with { Offset = home.Offset + (view.First.Evaluate(names) * size), Length = length };
        }

        if (value.Variable is { } variable) return assembly.State[variable];
        return assembly.Fixed.TryGetValue(value, out var known) ? known : _memory.Find(value)
            ?? throw new PlanException($"'{value.Name}' has no place: nothing computes it.");
    }

    /// <summary>The place of a round's slice in the whole.</summary>
    private Placement Of(PlanAssembly.Alias slice, TensorType type)
    {
        var (whole, bytes, rounds) = (Find(slice.Target), type.Bind(names).Bytes, slice.Rounds!.Evaluate(names));
        return whole with
        {
            Offset = whole.Offset + (slice.IsReversed ? bytes * (rounds - 1) : 0),
            Length = bytes,
            Step = slice.IsReversed ? -bytes : bytes,
            Rounds = rounds,
        };
    }

    /// <summary>The place of a value that is read when the variables have their new values.</summary>
    private Placement FindOld(Value value) =>
        Find(LoweringContext.Root(value).Variable is { } variable && assembly.Old.TryGetValue(variable, out var old) ? old : value);

    private IEnumerable<PlanStatement> Resolve(LoweredStep step)
    {
        switch (step)
        {
            case LoweredCall call:
                return [Call(call)];
            case LoweredLoop loop:
                var transfers = assembly.TransfersOf(loop.Body);
                var slices = transfers.Slices.Select(s => Copy(Find(s.From), Of(s.To, s.From.Type)));
                PlanStatement[] round =
                [
                    .. loop.Body.Steps.SelectMany(Resolve), .. slices, .. Copies(transfers.Staged), .. Copies(transfers.After),
                ];
                Placement? limit = loop.Limit is { } l ? Find(l) : null;
                Placement? condition = loop.Condition is { } c ? Find(loop.States[c].Current) : null;
                var count = loop.Count?.Evaluate(names) ?? long.MaxValue;
                return [.. Copies(transfers.Before), new Repeat(count, limit, condition, round, loop.Node.Name)];
            case LoweredBranch branch:
                return [new Branch(Find(branch.Condition), Inside(branch.Then), Inside(branch.Otherwise), branch.Node.Name)];
            case LoweredBands bands:
                var (statement, scratchBytes) = BandAssembly.Assemble(bands, Find, names);
                _scratchBytes = Math.Max(_scratchBytes, scratchBytes);
                return [statement];
            default:
                var node = ((LoweredHost)step).Node;
                PlacedTensor?[] inputs = [.. node.Inputs.Select(i => i is null ? null : Placed(i))];
                return [new HostCall(node.Operator, inputs, [.. node.Outputs.Select(Placed)], $"{node.Name} ({node.Operator.Name})")];
        }
    }

    private KernelCall Call(LoweredCall call) => call.Bind(names, Find);

    private IReadOnlyList<PlanStatement> Inside(LoweredBody body) =>
        [.. Copies(assembly.TransfersOf(body).Before), .. body.Steps.SelectMany(Resolve), .. Copies(assembly.TransfersOf(body).After)];

    private PlacedTensor Placed(Value value) => new(value.Type.Bind(names), Find(value));

    private IEnumerable<KernelCall> Copies(IEnumerable<(Value From, Value To)> values) =>
        values.Select(v => Copy(Find(v.From), Find(v.To)));

    private KernelCall Copy(Placement from, Placement to)
    {
        var (kernel, sizes, tiles) = StridedCopies.OfBytes(assembly.Target, to.Length);
        return new KernelCall(kernel, [from, to], sizes, tiles, to.Length / 4, "copy");
    }
}
