using Bantam.Bench.Cases;
using Bantam.Bench.Measuring;
using Bantam.Bench.Systems;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Targets.Cpu;

namespace Bantam.Bench.Tests.Cases;

public sealed class BenchmarkCaseTests
{
    /// <summary>
    /// What percentages of the peak are computed from is what the kernels really do; with Winograd's algorithm they do less.
    /// </summary>
    [Theory, InlineData("dense-1x64"), InlineData("dense-8x256"), InlineData("cnn-keras"), InlineData("cnn-convnetjs")]
    public void The_work_of_a_case_is_that_of_the_products_in_its_plans(string name)
    {
        var @case = Www19Cases.Networks.Single(c => c.Name == name);
        var model = new CaseModel(@case);
        Assert.Equal(@case.Flops(Metrics.Infer), Work(model.Inference(1)));

        // Gradients of inputs compute the edges of padded images as well, so of such networks the step does more.
        var training = Work(model.Step(@case.Batch));
        if (@case.IsDense) Assert.Equal(@case.Flops(Metrics.Train), training);
        else Assert.InRange(training, @case.Flops(Metrics.Train)!.Value, 1.5 * @case.Flops(Metrics.Train)!.Value);
    }

    [Fact]
    public async Task A_system_gives_samples_of_what_it_is_asked_for()
    {
        var effort = new Effort(Rounds: 1, Runs: 3, Seconds: 0, MostSeconds: 10, TotalSeconds: 10);
        var system = new BantamCpu(threads: 1);
        foreach (var metric in (string[])[Metrics.Train, Metrics.Infer])
        {
            await system.PrepareAsync(Www19Cases.Dense[0], metric, TestContext.Current.CancellationToken);
            var samples = await system.MeasureAsync(Www19Cases.Dense[0], metric, effort, TestContext.Current.CancellationToken);
            Assert.Equal([metric], samples.Keys);
            Assert.Equal(3, samples[metric].Length);
            Assert.All(samples[metric], s => Assert.True(s > 0));
        }
    }

    /// <summary>The cost of a product of m rows counts the loads of the right factor as one row more.</summary>
    private static long Work(Bantam.Graphs.Graph graph) => Planner.Plan(graph, CpuTargets.Best with { UsesWinograd = false }).Calls
        .Where(c => c.Kernel.Name.StartsWith("gemm", StringComparison.Ordinal)).Sum(c => 2 * c.Cost / (c.Sizes[0] + 1) * c.Sizes[0]);
}
