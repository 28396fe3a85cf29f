using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators.Transformer;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Tests.Lowering;

/// <summary>What <see cref="Attention"/> consists of runs band by band, with a mask of numbers too, scores never whole.</summary>
public sealed class AttentionBandTests
{
    private const int Places = 130;

    public static TheoryData<string> Names => [.. Attentions.Keys];

    private static Dictionary<string, (Attention Operator, TensorType[] Inputs)> Attentions { get; } = new()
    {
        ["plain"] = (new(), Apart(4)),
        ["causal with a soft cap"] = (new() { IsCausal = true, Softcap = 2 }, Apart(4)),
        ["heads side by side"] = (new(4, 4), [.. Enumerable.Repeat(TensorType.Float(2, Places, 64), 3)]),
        ["shared keys"] = (new(), Apart(2)),
        ["a mask of numbers"] = (new(), [.. Apart(4), TensorType.Float(Places, Places)]),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Attention_runs_in_bands(string name)
    {
        var (attention, inputs) = Attentions[name];
        var graph = Graph.Trace([.. inputs.Select((type, i) => ($"x{i}", type))], given => [("y", attention.Apply([.. given])[0])]);
        var plan = Planner.Plan(graph, CpuTargets.Best with { L2Bytes = BandNets.TinyCache });
        var bands = Assert.Single(plan.All.OfType<Bands>());
        Assert.True(bands.Count > 1);
        Assert.DoesNotContain(plan.All, s => s is HostCall);
    }

    private static TensorType[] Apart(int keyHeads) =>
        [TensorType.Float(2, 4, Places, 16), TensorType.Float(2, keyHeads, Places, 16), TensorType.Float(2, keyHeads, Places, 16)];
}
