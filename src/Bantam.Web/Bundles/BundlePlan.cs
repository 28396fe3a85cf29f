using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Plans;

namespace Bantam.Web.Bundles;

/// <summary>One exported function of a bundle: an inference or a training step of one batch size.</summary>
/// <param name="Name">The name that the module exports.</param>
/// <param name="Batch">The samples of a call; null where the model has no batch.</param>
/// <param name="Graph">What it computes.</param>
/// <param name="Plan">How.</param>
internal sealed record BundlePlan(string Name, int? Batch, Graph Graph, Plan Plan)
{
    /// <summary>Plans a graph. The first function of its kind has the plain name, others have their batch size behind it.</summary>
    public static BundlePlan Make(
        string kind, int index, int? batch, Graph graph, Target target, StateLayout state, IReadOnlyDictionary<string, int> dimensions)
    {
        var bound = new Dictionary<string, int>(dimensions);
        if (batch is { } size) bound[Bundle.BatchDimension] = size;
        return new BundlePlan(index == 0 ? kind : $"{kind}{batch}", batch, graph, Planner.Plan(graph, target, state, bound));
    }
}

/// <summary>All functions of one level.</summary>
internal sealed record LevelPlans(BundleBackend Backend, IReadOnlyList<BundlePlan> Runs, IReadOnlyList<BundlePlan> Steps)
{
    /// <summary>Inferences, then training steps.</summary>
    public IEnumerable<BundlePlan> All => [.. Runs, .. Steps];
}
