using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Plans;

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
    public static async Task<CompiledBundle> CompileAsync(Graph inference, string folder, BundleOptions? options = null, CancellationToken cancellationToken = default)
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

        if (inference.Inputs.FirstOrDefault(i => i.Type.Shape.Where((d, axis) => axis > 0 || d.Name is null)
                .Any(d => d.Names.Contains(BatchDimension))) is { } late)
            throw new ArgumentException($"Samples lie one after the other, so '{BatchDimension}' can only be the first dimension of an input; the input '{late.Name}' is {late.Type}. Give the dimension another name and a number.", nameof(inference));
        var isBatched = inference.Inputs.Any(i => i.Type.Shape.Any(d => d.Name == BatchDimension));
        int?[] batches = isBatched ? [.. options.BatchSizes] : [null];
        var plans = options.Backends.Select(backend => new LevelPlans(
            backend,
            [.. batches.Select((batch, i) => BundlePlan.Make("run", i, batch, inference, backend.Target, state, options.Dimensions))],
            [.. steps.Select((step, i) => BundlePlan.Make("step", i, step.Batch, step.Graph, backend.Target, state, options.Dimensions))])).ToList();
        RequireKernels(plans);

        var memory = new BundleMemory(state, plans.SelectMany(p => p.All).Select(p => p.Plan));
        var levels = plans.Select(p => BundleLevel.Write(p, memory)).ToList();
        return CompiledBundle.Assemble(inference, options, state, memory, levels);
    }

    /// <summary>
    /// Whether a bundle can be written to a folder without touching files of others: it is not there yet, is empty, or holds a bundle.
    /// <see cref="CompiledBundle.WriteAsync"/> itself writes over whatever has the names of its files.
    /// </summary>
    public static bool MayBeWrittenTo(string folder) => BundleFolder.IsFree(folder);

    private static void Check(BundleOptions options)
    {
        if (options.Backends.Count == 0) throw new ArgumentException("A bundle is compiled for at least one backend; none was given.", nameof(options));
        foreach (var batch in options.BatchSizes.Concat(options.Training?.BatchSizes ?? []))
            if (batch < 1) throw new ArgumentException($"A batch has one sample or more; {batch} was given.", nameof(options));
        if (options.BatchSizes.Count == 0) throw new ArgumentException("A bundle infers in at least one batch size; none was given.", nameof(options));
        if (options.Training is { BatchSizes.Count: 0 }) throw new ArgumentException("A bundle trains in at least one batch size; none was given.", nameof(options));
        if (options.Training?.LearningRate is { } rate && rate.Type != Tensors.TensorType.Float())
            throw new ArgumentException($"The learning rate is a single Float; the variable '{rate.Name}' is {rate.Type}.", nameof(options));
    }

    /// <summary>A page has no reference to fall back to, so every node needs a kernel.</summary>
    private static void RequireKernels(IEnumerable<LevelPlans> levels)
    {
        var missing = levels.SelectMany(l => l.All).SelectMany(p => p.Plan.HostCalls).Select(h => h.Label).Distinct().ToArray();
        if (missing.Length > 0) throw new PlanException($"A web bundle cannot run these nodes, which have no kernel: {string.Join(", ", missing)}.");
    }
}
