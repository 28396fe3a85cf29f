using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Operators;
using Bantam.Tensors;

namespace Bantam.Tests.Operators;

/// <summary>Runs a plan with every load and store checked. It fills memory with a pattern first, so that nothing relies on zeros.</summary>
internal sealed class PlanInterpreter
{
    private const byte Filler = 0xa5;

    private readonly byte[] _state;
    private readonly byte[] _work;

    /// <summary>Memory with the variables' present values.</summary>
    public PlanInterpreter(Plan plan)
    {
        Plan = plan;
        _state = new byte[plan.State.Bytes];
        _work = new byte[plan.WorkBytes];
        Array.Fill(_work, Filler);
        foreach (var variable in plan.State.Variables) plan.State.Arrange(variable).Bytes.CopyTo(Find(plan.State[variable]).Span);
        foreach (var (tensor, place) in plan.Constants) tensor.Bytes.CopyTo(Find(place).Span);
    }

    /// <summary>The elements of a variable in the order in which they lie.</summary>
    public Span<byte> this[Variable variable] => Find(Plan.State[variable]).Span;

    /// <summary>What it runs.</summary>
    public Plan Plan { get; }

    /// <summary>The outputs by name of the first run of a plan.</summary>
    public static IReadOnlyDictionary<string, byte[]> Run(Plan plan, IReadOnlyDictionary<string, Tensor> inputs) => new PlanInterpreter(plan).Run(inputs);

    /// <summary>Copies the variables' elements to their values.</summary>
    public void Store()
    {
        foreach (var variable in Plan.State.Variables) Plan.State.Restore(variable, this[variable]);
    }

    /// <summary>Runs it once more; the outputs by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Run(IReadOnlyDictionary<string, Tensor> inputs)
    {
        foreach (var (name, tensor) in inputs) tensor.Bytes.CopyTo(Find(Plan.Inputs[name].Place).Span);
        foreach (var step in Plan.Steps)
        {
            if (step is HostStep host) Execute(host);

            // Tiles may be shared out in any way, so here they run backwards, one by one.
            if (step is KernelCall call)
                for (var tile = call.Tiles - 1; tile >= 0; tile--)
                    Interpreter.Run(call.Kernel, [.. call.Buffers.Select(Find)], call.Sizes, tile, tile + 1);
        }

        return Plan.Outputs.ToDictionary(o => o.Key, o => Find(o.Value.Place).ToArray());
    }

    private void Execute(HostStep step)
    {
        var inputs = step.Inputs.Select((place, i) => place is { } p ? Load(step.Node.Inputs[i]!, p) : null).ToArray();
        var outputs = step.Node.Operator.Evaluate(inputs);
        for (var i = 0; i < outputs.Length; i++) outputs[i].Bytes.CopyTo(Find(step.Outputs[i]).Span);
    }

    private Tensor Load(Value value, Placement place)
    {
        var tensor = new Tensor(value.Type);
        Find(place).Span.CopyTo(tensor.Bytes);
        return tensor;
    }

    private Memory<byte> Find(Placement place) => (place.Region == Region.State ? _state : _work).AsMemory(place.Offset, place.Length);
}
