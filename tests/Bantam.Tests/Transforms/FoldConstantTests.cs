using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Operators.Convolution;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Transforms;

namespace Bantam.Tests.Transforms;

/// <summary>Constants are computed in portions, each node once, and plans share what is made of them.</summary>
public sealed class FoldConstantTests
{
    private const int Side = 1024;

    [Fact]
    public void Constants_that_do_not_depend_on_one_another_are_computed_in_portions()
    {
        var graph = Products();
        var portions = new List<Graph>();
        var folded = FoldConstants.Apply(graph, (portion, make) =>
        {
            portions.Add(portion);
            return ReferenceExecutor.Run(portion, new Dictionary<string, Tensor>()).ToDictionary(o => o.Key, o =>
            {
                var made = make(o.Value.Type);
                o.Value.Bytes.CopyTo(made.Bytes);
                return made;
            });
        });

        // The first two products need one scale and are one portion; the third has one of its own, and the fourth is small: a slice and
        // a product.
        Assert.Equal([3, 1, 2], portions.Select(p => p.Nodes.Count));
        Assert.Equal([2, 1, 1], portions.Select(p => p.Outputs.Count));
        Assert.All(portions, p => p.Verify());
        Assert.Equal(5, folded.Nodes.Count);
        Assert.Equal(Run(graph), Run(folded));
        Assert.Equal(Run(graph), Run(Inference.Prepare(graph)));
    }

    [Fact]
    public void Plans_of_a_model_pack_a_constant_once()
    {
        var weights = Tensor.Random(Shape.Of(256, 256, 3, 3), 1);
        var graph = Graph.Trace([("x", TensorType.Float("batch", 256, 6, 6))], inputs =>
            [("y", new Conv(ConvolutionAttributes.Plain).ApplyOne(inputs[0], weights))]);
        Tensor[] packed = [Packed(8), Packed(9)];
        Assert.Equal(weights.Type.Bytes, packed[0].Type.Bytes);
        Assert.Same(packed[0], packed[1]);
        Assert.NotNull(packed[0].Block);
        Assert.Same(packed[0].Block, ConstantMemory.Of(packed[0]));

        Tensor Packed(int batch)
        {
            var bound = graph.Bind(new Dictionary<string, int> { ["batch"] = batch });
            return CpuPlanner.Plan(bound, CpuTargets.Medium).Constants.MaxBy(c => c.Place.Length).Tensor;
        }
    }

    [Fact]
    public void A_session_does_not_see_what_its_caller_changes_later()
    {
        var weights = Tensor.Random(Shape.Of(64, 64), 1);
        var graph = Graph.Trace([("x", TensorType.Float(64, 64))], inputs => [("y", inputs[0] + weights)]);
        var session = new Session(CpuPlanner.Plan(graph, CpuTargets.Best));
        var expected = weights.ToArray<float>();
        weights.Span<float>().Fill(7);
        session.Run();
        Assert.Equal(expected, session.Output<float>("y").ToArray());
    }

    private static float[] Run(Graph graph)
    {
        var session = new Session(CpuPlanner.Plan(graph, CpuTargets.Best));
        session.Input<float>("x").Fill(0.5f);
        session.Run();
        return session.Output<float>("y").ToArray();
    }

    private static Graph Products() => Graph.Trace([("x", TensorType.Float(Side))], inputs =>
    {
        var (a, b, c, d) = (Weights(1), Weights(2), Weights(3), Weights(4));
        var scale = Weights(5) * 0.5;
        var products = (a * scale, b * scale, c * c, d[..128] * 2.0);
        return [("y", ((inputs[0] + products.Item1) * products.Item2 - products.Item3)[..128] + products.Item4)];
    });

    private static Tensor Weights(int seed) => Written(Tensor.Random(Shape.Of(Side, Side), seed, -1));

    private static Tensor Written(Tensor tensor) => new(GraphBuilder.Current!.ValueOf(tensor), GraphBuilder.Current);
}
