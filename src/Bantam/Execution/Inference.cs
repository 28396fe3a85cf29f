using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Bantam.Graphs;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Transforms;
using Bantam.Transforms.Reports;
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
    /// <param name="graph">The model.</param>
    /// <param name="transformed">Is told what each transform did; null where nobody wants to hear it.</param>
    /// <exception cref="AxisIndexException">A constant is an index outside of its axis.</exception>
    [RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
    public static Graph Prepare(Graph graph, Action<TransformReport>? transformed = null)
    {
        using var memory = new FoldingMemory();
        graph = TransformRecorder.Run(nameof(Freeze), graph, transformed, Freeze.Apply);
        graph = TransformRecorder.Run(nameof(Patterns), graph, transformed, (g, recorder) => Patterns.Replace(g, learns: false, recorder));
        return TransformRecorder.Run(
            nameof(FoldConstants), graph, transformed, (g, recorder) => FoldConstants.Apply(g, memory.Run, recorder));
    }

    /// <summary>
    /// Memory for plans that run once, one after the other. It is freed at once: weights are large, and nothing else sees it.
    /// </summary>
    private sealed unsafe class FoldingMemory : IDisposable
    {
        private byte* _memory;
        private long _bytes;

        [RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
        public Dictionary<string, Tensor> Run(Graph graph, Func<TensorType, Tensor> make)
        {
            var plan = CpuPlanner.Plan(graph, CpuTargets.Best, largestFolded: Patterns.LargestFoldedCount);
            var work = Placement.Footprint(plan.WorkBytes);
            Reserve(work + plan.Constants.Sum(c => Placement.Footprint(c.Place.Length)));
            foreach (var (tensor, place) in plan.Constants) tensor.Bytes.CopyTo(Bytes(place));
            new PlanRun(plan, Address, Bytes, threads: 1).Run();
            return plan.Outputs.ToDictionary(o => o.Key, o =>
            {
                var result = make(o.Value.Type);
                Bytes(o.Value.Place).CopyTo(result.Bytes);
                return result;
            });

            Span<byte> Bytes(Placement place) => new((byte*)Address(place), checked((int)place.Length));

            nint Address(Placement place) => place.Region == Region.Scratch ? (nint)place.Offset
                : (nint)(_memory + (place.Region == Region.Constant ? work : 0) + place.Offset);
        }

        public void Dispose() => NativeMemory.AlignedFree(_memory);

        private void Reserve(long bytes)
        {
            if (bytes <= _bytes) return;
            NativeMemory.AlignedFree(_memory);
            _memory = null;
            _memory = (byte*)NativeMemory.AlignedAlloc(checked((nuint)bytes), Placement.Alignment);
            _bytes = bytes;
        }
    }
}
