using Bantam.Lowering;
using Bantam.Targets.Cpu;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Steps;
using Bantam.Training.Tests.Support;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Training.Tests;

/// <summary>What training on images compiles to.</summary>
public sealed class ImagePlanTests
{
    private static readonly Dictionary<string, Func<Layer[]>> Nets = new()
    {
        ["plain"] = () =>
        [
            new Conv2D(4, 3, activation: Relu), new MaxPooling2D(2), new BatchNormalization(), new Conv2D(8, 3),
            new Flatten(), new Dense(10),
        ],
        ["depthwise"] = () =>
        [
            new Conv2D(8, 3, padding: Padding.Same), new DepthwiseConv2D(3, padding: Padding.Same), new BatchNormalization(),
            new Conv2D(8, 1, activation: Relu), new GlobalAveragePooling2D(), new Dense(10),
        ],
        ["padded"] = () =>
        [
            new Conv2D(4, 3, strides: 2, padding: Padding.Same), new AveragePooling2D(3, strides: 2, padding: Padding.Same),
            new Conv2D(6, 3, groups: 2), new Dropout(0.2f), new Flatten(), new Dense(10),
        ],
    };

    [Theory]
    [InlineData("plain", 39, 4)]
    [InlineData("depthwise", 52, 6)]
    [InlineData("padded", 53, 3)]
    public void A_step_has_at_most_so_many_calls_and_transposes(string name, int calls, int transposes)
    {
        var data = SmallTask.Training;
        var loss = new SparseCategoricalCrossentropy(fromLogits: true);
        var step = TrainingStep.Build(new Sequential(Nets[name]()), data.Source.Fields, data.Size, loss, new Adam());
        var plan = Planner.Plan(step.Graph, CpuTargets.Best);
        Assert.InRange(plan.Calls.Count(), 1, calls);
        Assert.InRange(plan.Calls.Count(c => c.Label.Contains("Transpose", StringComparison.Ordinal)), 0, transposes);
    }
}
