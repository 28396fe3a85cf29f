using System.Diagnostics.CodeAnalysis;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Losses;
using Bantam.Training.Metrics;
using Bantam.Training.Running;

namespace Bantam.Training.Steps;

/// <summary>A step of one batch size, compiled. A run allocates nothing.</summary>
/// <param name="graph">The step.</param>
/// <param name="fields">Its inputs; the last field is the target.</param>
/// <param name="metrics">What it measures.</param>
/// <param name="layout">Where the variables lie.</param>
/// <param name="memory">Their memory.</param>
/// <param name="target">What it is compiled for.</param>
/// <param name="threads">How many threads run it.</param>
/// <param name="loss">What it minimizes or measures.</param>
/// <param name="prediction">The shape of what the model computes.</param>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
internal sealed class StepRunner(
    Graph graph, IReadOnlyList<Field> fields, IReadOnlyList<Metric> metrics, StateLayout layout, StateMemory memory, Target target,
    int threads, Loss loss, Shape prediction)
{
    private readonly Session _session = new(CpuPlanner.Plan(graph, target, layout), memory, threads);

    /// <summary>The norms of the gradients of the last run, where the step measures them.</summary>
    public float[] GradientNorms => _session.Output<float>(StepGraph.GradientNormsName).ToArray();

    /// <summary>Runs the step on a reader's batch and adds what it measures; returns the mean loss of the batch.</summary>
    /// <exception cref="DatasetException">A target means nothing to the loss.</exception>
    public float Run(BatchReader reader, Totals totals)
    {
        loss.Check(reader, fields.Count - 1, fields[^1], prediction);
        for (var i = 0; i < fields.Count; i++)
        {
            var batch = reader[i];
            var input = _session.InputBytes(fields[i].Name);
            if (batch.Length != input.Length)
                throw new ShapeException(
                    $"field '{fields[i].Name}': a batch of this step has {input.Length} bytes of it; the data give {batch.Length}.");
            batch.CopyTo(input);
        }

        _session.Run();
        var mean = _session.Output<float>(TrainingStep.LossName)[0];
        totals.Add(mean, reader.Count);
        for (var i = 0; i < metrics.Count; i++) totals.Add(i, _session.Output<float>(metrics[i].Name));
        return mean;
    }
}
