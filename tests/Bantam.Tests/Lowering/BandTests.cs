using System.Runtime.InteropServices;
using Bantam.Autodiff;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Operators.Convolution;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Tests.Operators;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Lowering;

/// <summary>
/// Attention and separable convolutions run band by band where what lies between their stages does not fit the cache. No bit differs,
/// and scores are never in memory as a whole.
/// </summary>
public sealed class BandTests
{
    /// <summary>Bytes of a cache that holds everything.</summary>
    private const int Huge = 1 << 30;

    public static TheoryData<string> Names => [.. BandNets.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Bands_compute_the_bits_of_whole_stages(string name)
    {
        var graph = BandNets.All[name];
        var values = BandNets.Values(graph);
        foreach (var target in CpuTargets.All)
        {
            var whole = Planner.Plan(graph, target with { L2Bytes = Huge });
            var banded = Planner.Plan(graph, target with { L2Bytes = BandNets.TinyCache });
            Assert.DoesNotContain(whole.All, s => s is Bands);
            var bands = Assert.Single(banded.All.OfType<Bands>());
            Assert.True(bands.Count > 1);
            Assert.True(banded.ScratchBytes > 0);

            var expected = PlanInterpreter.Run(whole, values)["y"];
            Assert.Equal(expected, PlanInterpreter.Run(banded, values)["y"]);
            for (var threads = 1; threads <= 3; threads++) Assert.Equal(expected, Run(banded, values, threads));
        }
    }

    [Fact]
    public void The_last_band_begins_early_where_rows_are_left()
    {
        var plan = Planner.Plan(BandNets.All["attention"], CpuTargets.Best with { L2Bytes = BandNets.TinyCache });
        var rows = Assert.Single(plan.All.OfType<Bands>()).Axes[^1];
        Assert.NotEqual(0, rows.Size % rows.Length);
        Assert.Equal(rows.Size - rows.Length, rows.Start(rows.Count - 1));
    }

    [Fact]
    public void Threads_share_the_bands_of_large_attention_whose_scores_take_no_work_memory()
    {
        const int Heads = 4, Tokens = 600, Width = 16;
        var graph = BandNets.Attention(Heads, Tokens, Width);
        var values = BandNets.Values(graph);
        var (banded, whole) = (Planner.Plan(graph, CpuTargets.Best), Planner.Plan(graph, CpuTargets.Best with { L2Bytes = Huge }));
        var both = banded.All.OfType<Bands>().ToArray();
        Assert.Equal(2, both.Length);
        Assert.Equal(3, both[1].Body.Count);
        Assert.False(both[1].IsSerial);

        // Keys and values are packed once for each head.
        Assert.All(both[0].Body, call => Assert.StartsWith("pack", call.Label, StringComparison.Ordinal));
        Assert.Equal((Heads, Heads * both[1].Axes[^1].Count), (both[0].Count, both[1].Count));

        var scores = sizeof(float) * (long)Heads * Tokens * Tokens;
        Assert.True(banded.WorkBytes < scores, $"{banded.WorkBytes} bytes of work memory, {scores} of scores");
        Assert.True(whole.WorkBytes > scores);
        Assert.InRange(banded.ScratchBytes, 1, CpuTargets.Best.L2Bytes);
        var expected = Run(whole, values, 1);
        Assert.Equal(expected, Run(banded, values, 1));
        Assert.Equal(expected, Run(banded, values, 2));
    }

    [Fact]
    public void Scores_that_something_else_reads_are_kept_whole()
    {
        var type = TensorType.Float(2, 40, 8);
        (string, ValueKind)[] inputs = [("q", type), ("k", type), ("v", type)];
        var target = CpuTargets.Best with { L2Bytes = BandNets.TinyCache };
        var shown = Graph.Trace(inputs, x =>
        {
            var weights = x[0].MatMul(x[1].TransposeLast()).Softmax(-1);
            return [("weights", weights), ("y", weights.MatMul(x[2]))];
        });
        Assert.DoesNotContain(Planner.Plan(shown, target).All, s => s is Bands);

        // The gradients read the weights again.
        var training = Graph.Trace(inputs, x =>
        {
            var y = x[0].MatMul(x[1].TransposeLast()).Softmax(-1).MatMul(x[2]);
            return [("y", y), ("dq", Gradients.Of((y * y).ReduceSum(), [x[0]])[0])];
        });
        Assert.DoesNotContain(Planner.Plan(training, target).All, s => s is Bands);
    }

    [Fact]
    public void Attention_that_reads_a_variable_which_is_updated_is_not_banded()
    {
        var keys = new Variable("keys", Numbers(8, 40));
        var graph = Graph.Trace([("q", TensorType.Float(40, 8)), ("v", TensorType.Float(40, 8))], x =>
        {
            GraphBuilder.Current!.Update(keys, keys.Read() + 1);
            return [("y", x[0].MatMul(keys.Read()).Softmax(-1).MatMul(x[1]))];
        });
        Assert.DoesNotContain(Planner.Plan(graph, CpuTargets.Best with { L2Bytes = BandNets.TinyCache }).All, s => s is Bands);
    }

    private static byte[] Run(Plan plan, IReadOnlyDictionary<string, Tensor> values, int threads)
    {
        var session = new Session(plan, threads: threads);
        foreach (var (name, tensor) in values) tensor.Bytes.CopyTo(session.InputBytes(name));
        session.Run();
        session.Run();
        return MemoryMarshal.AsBytes(session.Output<float>("y")).ToArray();
    }
}
