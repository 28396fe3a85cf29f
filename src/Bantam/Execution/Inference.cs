using System.Diagnostics.CodeAnalysis;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Transforms;
using Bantam.Transforms.Rewrites;

namespace Bantam.Execution;

/// <summary>Makes a model ready to infer, for whatever runs it.</summary>
public static class Inference
{
    /// <summary>
    /// The graph with the present values of its variables as constants: normalizations and scales are in the weights, and what follows
    /// from constants is computed, on this processor, once. Results differ from the graph's in their last bits, and are the same for
    /// all that run what is returned.
    /// </summary>
    [RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
    public static Graph Prepare(Graph graph) => FoldConstants.Apply(Patterns.Replace(Freeze.Apply(graph), learns: false), Run);

    [RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
    private static Dictionary<string, Tensor> Run(Graph graph)
    {
        var session = new Session(CpuPlanner.Plan(graph, CpuTargets.Best));
        session.Run();
        return graph.Outputs.ToDictionary(o => o.Name, o =>
        {
            var tensor = new Tensor(o.Type);
            session.OutputBytes(o.Name).CopyTo(tensor.Bytes);
            return tensor;
        });
    }
}
