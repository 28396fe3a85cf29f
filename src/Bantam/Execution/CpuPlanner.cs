using System.Diagnostics.CodeAnalysis;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Targets.Cpu;

namespace Bantam.Execution;

/// <summary>Plans for this processor; other threads compile a plan's kernels while the rest of it is made.</summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
public static class CpuPlanner
{
    /// <inheritdoc cref="Planner.Plan"/>
    public static Plan Plan(Graph graph, Target target, StateLayout? state = null, int largestFolded = GraphBuilder.UsuallyFoldedCount) =>
        Planner.Plan(graph, target, state, made: Made, largestFolded: largestFolded);

    /// <inheritdoc cref="Planner.Class"/>
    public static PlanClass Class(Graph graph, Target target, StateLayout? state, IReadOnlyDictionary<string, int> dimensions) =>
        Planner.Class(graph, target, state, dimensions, Made);

    private static Action<Kernel>? Made => CpuTargets.Threads > 1 ? Compile : null;

    private static void Compile(Kernel kernel) => Task.Run(() => CpuKernels.Compile(kernel));
}
