using System.Diagnostics;
using System.Runtime.CompilerServices;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Tests.Execution;

/// <summary>One runner that many threads call, and runners that come and go.</summary>
public sealed class ServingTests
{
    private const int Inputs = 96, Callers = 32, MostSamples = 9;

    [Fact]
    public void Many_callers_with_mixed_batches_get_the_numbers_that_one_gets()
    {
        // Large enough that threads share out tiles, and that callers meet in teams.
        var graph = Net(0, hidden: 4_096);
        var samples = Enumerable.Range(1, MostSamples);
        var inputs = samples.Select(count => Given(Tests.Lowering.Tensors.Random([count, Inputs], count))).ToArray();
        var expected = inputs.Select(x => new GraphRunner(graph, threads: 1).Run(x)["y"].Bytes.ToArray()).ToArray();
        var runner = new GraphRunner(graph, threads: 2);
        var (runs, wrong) = (0, 0);
        var clock = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, Callers).Select(caller => new Thread(() =>
        {
            for (var i = caller; clock.Elapsed < TimeSpan.FromSeconds(2); i++)
            {
                var batch = i % MostSamples;
                if (!runner.Run(inputs[batch])["y"].Bytes.SequenceEqual(expected[batch])) Interlocked.Increment(ref wrong);
                Interlocked.Increment(ref runs);
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.Equal(0, wrong);
        Assert.True(runs > Callers, $"{runs} runs");
    }

    [Fact]
    public void Models_that_are_dropped_leave_no_kernels_and_no_constants()
    {
        var left = Enumerable.Range(1, 100).SelectMany(RunAndDrop).ToArray();
        Assert.True(left.Length >= 300);

        // What has a finalizer, such as emitted code, goes in a later round.
        for (var round = 0; round < 10 && left.Any(r => r.IsAlive); round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Empty(left.Where(r => r.IsAlive).Select(r => r.Target));
    }

    [Fact]
    public void What_has_ended_is_forgotten_by_name_too()
    {
        const int many = 6_000;
        for (var i = 0; i < many; i++)
        {
            ConstantMemory.Of(Tensor.From<int>([i, 7, -i], 3));
            KernelCache.Get(CpuTargets.Scalar, $"serving {i}", () => Kernel.Define("serving", CpuTargets.Scalar, f => f.Size("n")));
            if (i % 500 == 0) GC.Collect();
        }

        Assert.InRange(ConstantMemory.Count, 0, many / 2);
        Assert.InRange(KernelCache.Count, 0, many / 2);
    }

    /// <summary>The kernels, their code and the memory of the constants of a model that nobody has any more.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] RunAndDrop(int number)
    {
        var graph = Inference.Prepare(Net(number, hidden: 16));
        new GraphRunner(graph, threads: 1).Run(Given(Tests.Lowering.Tensors.Random([1, Inputs], number)));
        var plan = Planner.Plan(graph.Bind(new Dictionary<string, int> { ["batch"] = 1 }), CpuTargets.Best);

        // Products of the same sizes are one kernel in all models, and in tests beside this one: this one's own is that with its exponent.
        var own = plan.Calls.First(c => c.Label.Contains("Pow", StringComparison.Ordinal)).Kernel;
        return
        [
            new WeakReference(own), new WeakReference(CpuKernels.Compile(own)),
            .. plan.Constants.Where(c => c.Tensor.Shape.Rank > 1).Select(c => new WeakReference(ConstantMemory.Of(c.Tensor))),
        ];
    }

    /// <summary>Two products; each number has weights and an exponent of its own.</summary>
    private static Graph Net(int number, int hidden)
    {
        var (first, second) = (Weight(Inputs, hidden), Weight(hidden, 5));
        return Graph.Trace([("x", TensorType.Float("batch", Inputs))], inputs =>
            [("y", (inputs[0].MatMul(first).Abs() + 0.1f).Pow(1.001f + (number / 1_000f)).MatMul(second))]);

        Variable Weight(int rows, int columns) => new($"w{rows}", Tests.Lowering.Tensors.Random([rows, columns], (1_000 * rows) + number));
    }

    private static Dictionary<string, Tensor> Given(Tensor x) => new() { ["x"] = x };
}
