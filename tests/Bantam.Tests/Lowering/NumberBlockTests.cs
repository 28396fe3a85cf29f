using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators.Convolution;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Tests.Lowering;

/// <summary>Numbers that a model multiplies with or adds are no part of its kernels.</summary>
public sealed class NumberBlockTests
{
    private static readonly int[] Image = [1, 8, 5, 6];

    [Fact]
    public void Convolutions_that_differ_in_a_scale_share_a_kernel()
    {
        var plan = Planner.Plan(Scaled(i => 0.905 + (i * 0.01)), CpuTargets.Best);
        Assert.Equal(20, plan.Calls.Count(c => c.Kernel.Name.StartsWith("gemm", StringComparison.Ordinal)));
        Assert.Single(plan.Calls.Select(c => c.Kernel).Where(k => k.Name.StartsWith("gemm", StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public void Simple_numbers_and_exponents_are_read_from_nowhere()
    {
        var plan = Plan(x => (x.Pow(3.0) * 0.5) - (2.0 * x) + 1.0);
        Assert.Equal(2, Assert.Single(plan.Calls).Buffers.Count);
    }

    [Fact]
    public void All_other_numbers_of_a_chain_are_one_block()
    {
        var plan = Plan(x => ((x * 0.3).Clip(0.0, 6.0) + 0.7).Sigmoid() * 0.3);
        Assert.Equal(3, Assert.Single(plan.Calls).Buffers.Count);
        Assert.Equal([0.3f, 6, 0.7f], Assert.Single(plan.Constants).Tensor.ToArray<float>());
    }

    [Fact]
    public void Equal_numbers_lie_in_one_place()
    {
        var plan = Plan(x => ((x * 0.3).ReduceSum([0], keepDimensions: true) * 0.3).Softmax(0) * 0.3);
        Assert.Single(plan.Constants);
    }

    [Fact]
    public void Numbers_of_each_type_are_a_block_of_their_own()
    {
        var plan = Plan(x => (x * 0.3).Cast(ElementType.Int32) * 7 + (x > 0.4).Cast(ElementType.Int32));
        Assert.Equal([ElementType.Float, ElementType.Int32], plan.Constants.Select(c => c.Tensor.Element).Order());
    }

    /// <summary>As the scale of a variable, which was never a part of the text.</summary>
    [Fact]
    public void A_number_gives_the_same_bits_wherever_it_is_read()
    {
        var variables = Enumerable.Range(0, 20).Select(i => new Variable($"s{i}", Tensor.Scalar((float)(0.905 + (i * 0.01))))).ToArray();
        foreach (var target in CpuTargets.All)
        {
            var expected = Run(Planner.Plan(Scaled(i => variables[i].Read()), target));
            Assert.Equal(expected, Run(Planner.Plan(Scaled(i => (float)(0.905 + (i * 0.01))), target)));
        }
    }

    private static Graph Scaled(Func<int, Tensor> scale) => Trace(x =>
    {
        for (var i = 0; i < 20; i++) x = new Conv(ConvolutionAttributes.Plain).ApplyOne(x, Tensors.Random([8, 8, 1, 1], i)) * scale(i);
        return x;
    });

    private static Plan Plan(Func<Tensor, Tensor> function) => Planner.Plan(Trace(function), CpuTargets.Best);

    private static Graph Trace(Func<Tensor, Tensor> function) =>
        Graph.Trace([("x", TensorType.Float(1, 8, 5, 6))], inputs => [("y", function(inputs[0]))]);

    private static float[] Run(Plan plan)
    {
        var session = new Session(plan);
        Tensors.Random(Image, 3).Span<float>().CopyTo(session.Input<float>("x"));
        session.Run();
        return session.Output<float>("y").ToArray();
    }
}
