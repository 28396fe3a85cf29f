using Bantam.Graphs;

namespace Bantam.Web.Bundles;

/// <summary>How a bundle trains in the page.</summary>
/// <param name="Step">
/// Traces a whole training step (forward, loss, gradients, optimizer) for a batch size. Its variables are those of the inference
/// graph, the same objects, and the optimizer's.
/// </param>
public sealed record BundleTraining(Func<int, Graph> Step)
{
    /// <summary>The batch sizes that the page can train with, one compiled step each; the first is the default.</summary>
    public IReadOnlyList<int> BatchSizes { get; init; } = [64];

    /// <summary>The scalar Float variable that the page writes its learning rate to; null where it is fixed in the step.</summary>
    public Variable? LearningRate { get; init; }
}
