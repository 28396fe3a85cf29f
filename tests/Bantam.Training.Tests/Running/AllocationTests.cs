using Bantam.Execution;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Metrics;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using Bantam.Training.Steps;
using Bantam.Training.Tests.Support;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Training.Tests.Running;

[Collection(Alone.Name)]
public sealed class AllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_warm_step_allocates_nothing_on_the_managed_heap(int threads)
    {
        var data = SmallTask.Training;
        var model = new Sequential(
            new Conv2D(4, 3, activation: Relu), new MaxPooling2D(2), new BatchNormalization(), new Flatten(), new Dropout(0.2f),
            new Dense(16, activation: Relu), new Dense(10));
        Metric[] metrics = [new Accuracy(), new ConfusionMatrix()];
        var loss = new SparseCategoricalCrossentropy(fromLogits: true);
        var step = TrainingStep.Build(model, data.Source.Fields, data.Size, loss, new Adam(), metrics: metrics);
        var layout = new StateLayout(step.Graph.Variables);
        var memory = new StateMemory(layout);
        var runner = new StepRunner(
            step.Graph, step.Fields, metrics, layout, memory, CpuTargets.Best, threads, loss, Shape.Of(data.Size, 10));
        var totals = new Totals(metrics);
        using var reader = data.Open();
        reader.Start(0);
        for (var i = 0; i < 3; i++) Step();

        // Of all threads: the second one works as well, and nothing else runs.
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < 10; i++) Step();
        Assert.Equal(0, GC.GetTotalAllocatedBytes(precise: true) - before);
        Assert.Equal(13 * 64, totals.Samples);

        void Step()
        {
            reader.MoveNext();
            runner.Run(reader, totals);
        }
    }
}
