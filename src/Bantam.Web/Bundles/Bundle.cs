using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Web.Bundles;

/// <summary>
/// Compiles a model to a folder that any web server can serve: code for that model, its weights, the runtime
/// <c>bantam.js</c>, a manifest, a page and a service worker.
/// </summary>
public static class Bundle
{
    /// <summary>The dimension that is bound to <see cref="BundleOptions.BatchSizes"/>.</summary>
    public const string BatchDimension = "batch";

    /// <summary>Compiles a model and writes its bundle; see <see cref="Compile"/> and <see cref="CompiledBundle.WriteAsync"/>.</summary>
    public static async Task<CompiledBundle> CompileAsync(
        Graph inference, string folder, BundleOptions? options = null, CancellationToken cancellationToken = default)
    {
        var bundle = await Task.Run(() => Compile(inference, options), cancellationToken).ConfigureAwait(false);
        await bundle.WriteAsync(folder, cancellationToken).ConfigureAwait(false);
        return bundle;
    }

    /// <summary>Compiles a model with the present values of its variables.</summary>
    /// <param name="inference">What <c>run</c> computes. A dimension named <c>batch</c> may be left open.</param>
    /// <param name="options">What goes into the bundle besides.</param>
    /// <exception cref="PlanException">
    /// Nodes have no kernel, which the message lists all at once; a named dimension has no number; or the model is too large.
    /// </exception>
    /// <exception cref="ArgumentException">An option is not usable, or <c>batch</c> is not the first dimension of an input.</exception>
    public static CompiledBundle Compile(Graph inference, BundleOptions? options = null)
    {
        options ??= new BundleOptions();
        Check(options);
        var training = options.Training;
        var steps = (training?.BatchSizes ?? []).Select(batch => (Batch: batch, Graph: training!.Step(batch))).ToList();
        IEnumerable<Variable> cells = training?.LearningRate is { } rate ? [rate] : [];
        var state = new StateLayout([.. inference.Variables, .. steps.SelectMany(s => s.Graph.Variables), .. cells]);

        RequireBatchFirst(inference);
        var isBatched = inference.Inputs.Any(i => i.Kind is TensorType type && type.Shape.Any(d => d.Name == BatchDimension));
        int?[] batches = isBatched ? [.. options.BatchSizes] : [null];
        var plans = options.Backends.Select(backend => new LevelPlans(
            backend,
            [.. batches.Select((batch, i) => Plan("run", i, batch, inference, backend.Target))],
            [.. steps.Select((step, i) => Plan("step", i, step.Batch, step.Graph, backend.Target))])).ToList();
        RequireKernels(plans);

        var memory = new BundleMemory(state, plans.SelectMany(p => p.All).Select(p => p.Plan));
        var levels = plans.Select(p => BundleLevel.Write(p, memory)).ToList();
        return CompiledBundle.Assemble(inference, options, state, memory, levels);

        BundlePlan Plan(string name, int index, int? batch, Graph graph, Target target) =>
            BundlePlan.Make(name, index, batch, graph, target, state, options.Dimensions);
    }

    /// <summary>
    /// Whether a bundle can be written to a folder without touching files of others: it is not there yet, is empty, or holds a bundle.
    /// <see cref="CompiledBundle.WriteAsync"/> itself writes over whatever has the names of its files.
    /// </summary>
    public static bool MayBeWrittenTo(string folder) => BundleFolder.IsFree(folder);

    private static void Check(BundleOptions options)
    {
        if (options.Backends.Count == 0) throw Error("A bundle is compiled for at least one backend; none was given.");
        foreach (var batch in options.BatchSizes.Concat(options.Training?.BatchSizes ?? []))
            if (batch < 1) throw Error($"A batch has one sample or more; {batch} was given.");
        if (options.BatchSizes.Count == 0) throw Error("A bundle infers in at least one batch size; none was given.");
        if (options.Training is { BatchSizes.Count: 0 }) throw Error("A bundle trains in at least one batch size; none was given.");
        if (options.Training?.LearningRate is { } rate && rate.Type != Tensors.TensorType.Float())
            throw Error($"The learning rate is a single Float; the variable '{rate.Name}' is {rate.Type}.");

        static ArgumentException Error(string message) => new(message, nameof(options));
    }

    private static void RequireBatchFirst(Graph inference)
    {
        foreach (var input in inference.Inputs.Where(i => i.Kind is TensorType))
        {
            var others = input.Type.Shape.Where((d, axis) => axis > 0 || d.Name is null);
            if (others.Any(d => d.Names.Contains(BatchDimension)))
                throw new ArgumentException(
                    $"Samples lie one after the other, so '{BatchDimension}' can only be the first dimension of an input; "
                    + $"the input '{input.Name}' is {input.Type}. Give the dimension another name and a number.",
                    nameof(inference));
        }
    }

    /// <summary>A page has no reference to fall back to, so every node needs a kernel.</summary>
    private static void RequireKernels(IEnumerable<LevelPlans> levels)
    {
        var missing = levels.SelectMany(l => l.All).SelectMany(p => p.Plan.HostCalls).Select(h => h.Label).Distinct().ToArray();
        if (missing.Length > 0)
            throw new PlanException($"A web bundle cannot run these nodes, which have no kernel: {string.Join(", ", missing)}.");
    }
}
