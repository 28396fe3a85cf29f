using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Tests.Lowering;

/// <summary>Integers of 8 bits wrap after each operator, whether it is fused or not.</summary>
public sealed class NarrowIntegerTests
{
    public static TheoryData<string, Func<Tensor, Tensor>> Chains => new()
    {
        { "a comparison", x => x - 1.0 > 5.0 },
        { "floats of a sum", x => (x + 100.0).Cast(ElementType.Float) },
        { "floats of a negation", x => (-x).Cast(ElementType.Float) },
        { "integers of a product", x => (x * x).Cast(ElementType.Int32) },
        { "there and back", x => (x.Cast(ElementType.Float) * 3.0).Cast(ElementType.UInt8).Cast(ElementType.Float) },
        { "there and back, signed", x => (x.Cast(ElementType.Float) * 3.0).Cast(ElementType.Int8).Cast(ElementType.Float) },
        { "a chain of its own type", x => (x + x) / x.Number(3) },
    };

    [Theory]
    [MemberData(nameof(Chains))]
    public void Fused_chains_wrap(string name, Func<Tensor, Tensor> chain)
    {
        _ = name;
        Check(Tensor.From<byte>([0, 1, 5, 85, 100, 127, 128, 200, 255]), chain);
        Check(Tensor.From<sbyte>([0, 1, 5, 85, 100, 127, -128, -100, -1]), chain);
    }

    private static void Check(Tensor x, Func<Tensor, Tensor> chain)
    {
        var graph = Graph.Trace([("x", x.Type)], given => [("y", chain(given[0]))]);
        var expected = ReferenceExecutor.Run(graph, new Dictionary<string, Tensor> { ["x"] = x })["y"];
        foreach (var target in CpuTargets.All)
        {
            var session = new Session(Planner.Plan(graph, target));
            x.Bytes.CopyTo(session.InputBytes("x"));
            session.Run();
            Assert.Equal(expected.Bytes.ToArray(), session.OutputBytes("y").ToArray());
        }
    }
}
