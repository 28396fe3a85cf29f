using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Operators;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Tests.Operators;

/// <summary>Runs a plan with every load and store checked. It fills memory with a pattern first, so that nothing relies on zeros.</summary>
internal sealed class PlanInterpreter
{
    private const byte Filler = 0xa5;

    private readonly byte[] _state;
    private readonly byte[] _work;
    private readonly byte[] _scratch;
    private readonly byte[][] _constants;

    /// <summary>Memory with the variables' present values.</summary>
    public PlanInterpreter(Plan plan)
    {
        Plan = plan;
        _state = new byte[plan.State.Bytes];
        _work = new byte[plan.WorkBytes];
        Array.Fill(_work, Filler);
        foreach (var variable in plan.State.Variables) plan.State.Arrange(variable).Bytes.CopyTo(Find(plan.State[variable]).Span);
        _constants = [.. plan.Constants.Select(c => c.Tensor.Bytes.ToArray())];
        _scratch = new byte[plan.ScratchBytes];
    }

    /// <summary>The elements of a variable in the order in which they lie.</summary>
    public Span<byte> this[Variable variable] => Find(Plan.State[variable]).Span;

    /// <summary>What it runs.</summary>
    public Plan Plan { get; }

    /// <summary>The outputs by name of the first run of a plan.</summary>
    public static IReadOnlyDictionary<string, byte[]> Run(Plan plan, IReadOnlyDictionary<string, Tensor> inputs) =>
        new PlanInterpreter(plan).Run(inputs);

    /// <summary>Copies the variables' elements to their values.</summary>
    public void Store()
    {
        foreach (var variable in Plan.State.Variables) Plan.State.Restore(variable, this[variable]);
    }

    /// <summary>Runs it once more; the outputs by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Run(IReadOnlyDictionary<string, Tensor> inputs)
    {
        foreach (var (name, tensor) in inputs) tensor.Bytes.CopyTo(Find(Plan.Inputs[name].Place).Span);
        Execute(Plan.Statements, 0);
        return Plan.Outputs.ToDictionary(o => o.Key, o => Find(o.Value.Place).ToArray());
    }

    private void Execute(IReadOnlyList<PlanStatement> statements, long round)
    {
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case HostCall host:
                    host.Run(place => Find(place).Span);
                    break;
                case KernelCall call:
                    // Tiles may be shared out in any way, so here they run backwards, one by one.
                    Memory<byte>[] buffers = [.. call.Buffers.Select(b => Find(b with { Offset = b.Offset + (b.Step * round) }))];
                    for (var tile = call.Tiles - 1; tile >= 0; tile--) Interpreter.Run(call.Kernel, buffers, call.Sizes, tile, tile + 1);
                    break;
                case Repeat loop:
                    var limit = loop.Limit is { } place ? Math.Min(loop.Count, BitConverter.ToInt64(Find(place).Span)) : loop.Count;
                    for (var i = 0L; i < limit && (loop.Condition is not { } condition || Holds(condition)); i++) Execute(loop.Body, i);
                    break;
                case Bands bands:
                    // In any order, on scratch memory that other bands have left behind.
                    for (var band = bands.Count - 1; band >= 0; band--)
                    {
                        Array.Fill(_scratch, Filler);
                        Execute([.. bands.Body.Select(c => c with { Buffers = [.. c.Buffers.Select(b => bands.At(b, band))] })], 0);
                    }

                    break;
                case Branch branch:
                    Execute(Holds(branch.Condition) ? branch.Then : branch.Otherwise, round);
                    break;
            }
        }
    }

    private bool Holds(Placement condition) => Find(condition).Span[0] != 0;

    private Memory<byte> Find(Placement place)
    {
        var (block, offset) = place.Region switch
        {
            Region.State => (_state, place.Offset),
            Region.Work => (_work, place.Offset),
            Region.Scratch => (_scratch, place.Offset),
            _ => Constant(place),
        };
        return block.AsMemory((int)offset, (int)place.Length);
    }

    private (byte[] Block, long Offset) Constant(Placement place)
    {
        var (constant, offset) = Plan.FindConstant(place);
        return (_constants[constant], offset);
    }
}
