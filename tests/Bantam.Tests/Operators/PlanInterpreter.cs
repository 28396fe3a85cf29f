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

    private readonly Plan _plan;
    private readonly byte[] _state;
    private readonly byte[] _work;

    private PlanInterpreter(Plan plan)
    {
        _plan = plan;
        _state = new byte[plan.State.Bytes];
        _work = new byte[plan.WorkBytes];
        Array.Fill(_work, Filler);
        foreach (var variable in plan.State.Variables) plan.State.Arrange(variable).Bytes.CopyTo(Find(plan.State[variable]).Span);
        foreach (var (tensor, place) in plan.Constants) tensor.Bytes.CopyTo(Find(place).Span);
    }

    /// <summary>The outputs by name.</summary>
    public static IReadOnlyDictionary<string, byte[]> Run(Plan plan, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var run = new PlanInterpreter(plan);
        foreach (var (name, tensor) in inputs) tensor.Bytes.CopyTo(run.Find(plan.Inputs[name].Place).Span);
        foreach (var step in plan.Steps)
        {
            if (step is HostStep host) run.Execute(host);

            // Tiles may be shared out in any way, so here they run backwards, one by one.
            if (step is KernelCall call)
                for (var tile = call.Tiles - 1; tile >= 0; tile--)
                    Interpreter.Run(call.Kernel, [.. call.Buffers.Select(run.Find)], call.Sizes, tile, tile + 1);
        }

        return plan.Outputs.ToDictionary(o => o.Key, o => run.Find(o.Value.Place).ToArray());
    }

    private void Execute(HostStep step)
    {
        var inputs = step.Inputs.Select((place, i) => place is { } p ? Load(step.Node.Inputs[i]!, p) : null).ToArray();
        var outputs = step.Node.Operator.Reference(inputs, [.. step.Node.Outputs.Select(o => o.Type)]);
        for (var i = 0; i < outputs.Length; i++) outputs[i].ToTensor().Bytes.CopyTo(Find(step.Outputs[i]).Span);
    }

    private NdArray Load(Value value, Placement place)
    {
        var tensor = new Tensor(value.Type);
        Find(place).Span.CopyTo(tensor.Bytes);
        return NdArray.From(tensor);
    }

    private Memory<byte> Find(Placement place) => (place.Region == Region.State ? _state : _work).AsMemory(place.Offset, place.Length);
}
