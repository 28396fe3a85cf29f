using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators.Convolution;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Tests.Operators;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Lowering;

/// <summary>Groups of a convolution, batches of a product and heads of attention are one call, with what follows in it.</summary>
public sealed class OuterProductTests
{
    public static TheoryData<int, int, int> Groups =>
        new() { { 128, 128, 1 }, { 6, 9, 3 }, { 16, 24, 8 }, { 128, 128, 32 }, { 128, 128, 64 }, { 16, 32, 16 }, { 16, 16, 16 } };

    [Theory]
    [MemberData(nameof(Groups))]
    public void A_grouped_convolution_with_bias_and_activation_is_one_step(int channels, int outputs, int group)
    {
        var attributes = ConvolutionAttributes.Plain with { Group = group };
        var graph = Graph.Trace([("x", TensorType.Float(1, 5, 5, channels))], given =>
        {
            var image = given[0].Transpose(0, 3, 1, 2);
            var y = new Conv(attributes).ApplyOne(image, Weights(outputs, channels / group), Numbers(outputs));
            return [("y", y.Relu().Transpose(0, 2, 3, 1))];
        });
        Assert.Single(Planner.Plan(graph, CpuTargets.Best).Calls);
    }

    [Fact]
    public void Attention_over_heads_takes_four_steps_of_which_one_turns_the_keys()
    {
        const int Batch = 2, Time = 5, Heads = 3, Width = 4;
        var projected = TensorType.Float(Batch, Time, Heads * Width);
        (string, TensorType)[] inputs =
        [
            ("q", projected), ("k", projected), ("v", projected), ("mask", TensorType.Float(Batch, 1, 1, Time)),
        ];
        var graph = Graph.Trace([.. inputs], given =>
        {
            Tensor[] heads = [.. given.Take(3).Select(t => t.Reshape(Batch, Time, Heads, Width).Transpose(0, 2, 1, 3))];
            var scores = (heads[0].MatMul(heads[1].TransposeLast()) * 0.5f) + given[3];
            return [("y", scores.Softmax(-1).MatMul(heads[2]))];
        });
        var values = inputs.ToDictionary(i => i.Item1, i => Between(-1, 1, i.Item2.Shape.Sizes, seed: i.Item1[0]));
        var expected = Bantam.Execution.ReferenceExecutor.Run(graph, values)["y"];
        foreach (var target in CpuTargets.All)
        {
            var plan = Planner.Plan(graph, target);
            Assert.Equal(4, plan.Calls.Count());
            Tensors.AssertClose(expected.Span<float>(), PlanInterpreter.Run(plan, values)["y"], 1e-5, target.Name);
        }
    }

    private static Tensor Weights(int outputs, int inputs) => new Variable("w", Numbers(outputs, inputs, 3, 3)).Read();
}
