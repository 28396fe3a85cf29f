using System.Runtime.InteropServices;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Training.Tests.Support;

/// <summary>A graph compiled for this processor, run on tensors. Its variables are brought home after each run.</summary>
internal sealed class Compiled(Graph graph, int threads = 1)
{
    private readonly Session _session = new(Planner.Plan(graph, CpuTargets.Best), threads: threads);

    /// <summary>Runs it and returns the outputs by name.</summary>
    public Dictionary<string, float[]> Run(params IReadOnlyList<Tensor> inputs)
    {
        for (var i = 0; i < inputs.Count; i++) inputs[i].Bytes.CopyTo(Input(graph.Inputs[i]));
        _session.Run();
        _session.State.Store();
        return graph.Outputs.ToDictionary(o => o.Name, o => _session.Output<float>(o.Name).ToArray());
    }

    /// <summary>Takes the variables' values over.</summary>
    public void LoadVariables() => _session.State.Load();

    private Span<byte> Input(Value input) => input.Type.Element switch
    {
        ElementType.Float => MemoryMarshal.AsBytes(_session.Input<float>(input.Name)),
        ElementType.Int32 => MemoryMarshal.AsBytes(_session.Input<int>(input.Name)),
        _ => _session.Input<byte>(input.Name),
    };
}
