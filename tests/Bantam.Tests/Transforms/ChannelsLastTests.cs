using System.Runtime.InteropServices;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Random = Bantam.Tests.Lowering.Tensors;

namespace Bantam.Tests.Transforms;

/// <summary>Networks on images are computed channels last: what is between convolutions follows, and transposes cancel.</summary>
public sealed class ChannelsLastTests
{
    /// <summary>
    /// Networks, the steps that their plans take at most, and how many only bring axes into another order: the image's, the result's,
    /// the shuffle's own.
    /// </summary>
    public static TheoryData<string, int, int> Nets() => new()
    {
        { nameof(ImageNets.Fire), 16, 2 },
        { nameof(ImageNets.Shuffle), 16, 3 },
        { nameof(ImageNets.InvertedResidual), 12, 2 },
        { nameof(ImageNets.ConcatDense), 9, 2 },
        { nameof(ImageNets.Detector), 13, 1 },
    };

    [Theory]
    [MemberData(nameof(Nets))]
    public void Between_convolutions_nothing_is_transposed(string name, int steps, int transposes)
    {
        var plan = Planner.Plan(Net(name), CpuTargets.Best);
        var labels = string.Join('\n', plan.Calls.Select(c => c.Label));
        Assert.True(transposes == Transposes(plan), labels);
        Assert.True(steps >= plan.Calls.Count(), labels);
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void A_network_computes_what_its_operators_say(string name, int steps, int transposes)
    {
        Assert.True(transposes < steps);
        var graph = Net(name);
        var given = graph.Inputs.ToDictionary(i => i.Name, i => Random.Random(i.Type.Shape.Sizes, 3));
        var session = new Session(Planner.Plan(graph, CpuTargets.Best));
        foreach (var (input, tensor) in given) tensor.Span<float>().CopyTo(session.Input<float>(input));
        session.Run();
        foreach (var (output, expected) in ReferenceExecutor.Run(graph, given))
            Random.AssertClose(expected.Span<float>(), MemoryMarshal.AsBytes(session.Output<float>(output)), 1e-4, output);
    }

    private static Graph Net(string name) => (Graph)typeof(ImageNets).GetMethod(name)!.Invoke(null, [])!;

    private static int Transposes(Plan plan) => plan.Calls.Count(c => c.Label.Contains("Transpose", StringComparison.Ordinal));
}
