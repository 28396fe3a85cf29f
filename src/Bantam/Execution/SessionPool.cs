using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Execution;

/// <summary>A plan that any number of threads may run at once: each run takes a session of it that nobody uses, or a new one.</summary>
/// <param name="plan">The plan.</param>
/// <param name="state">Memory of the variables, which all runs read; null where there are none.</param>
/// <param name="threads">How many threads compute one run.</param>
[RequiresDynamicCode("Emits IL.")]
internal sealed class SessionPool(Plan plan, StateMemory? state, int threads)
{
    private readonly ConcurrentBag<Session> _idle = [];

    /// <summary>What it runs.</summary>
    public Plan Plan => plan;

    /// <summary>The outputs by name, in memory of their own.</summary>
    /// <param name="input">A tensor for each input of the plan, by its name.</param>
    public Dictionary<string, Tensor> Run(Func<string, Tensor> input)
    {
        if (!_idle.TryTake(out var session)) session = new Session(plan, state, threads);
        foreach (var name in plan.Inputs.Keys) input(name).Bytes.CopyTo(session.InputBytes(name));
        session.Run();
        var outputs = new Dictionary<string, Tensor>();
        foreach (var (name, (type, _)) in plan.Outputs)
        {
            outputs[name] = new Tensor(type);
            session.OutputBytes(name).CopyTo(outputs[name].Bytes);
        }

        _idle.Add(session);
        return outputs;
    }
}
