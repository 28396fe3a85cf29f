using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators.Convolution;
using Bantam.Operators.Randomness;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Lowering;

/// <summary>Graphs where fusing, sharing memory or storing over a variable at the wrong time would give wrong numbers.</summary>
public sealed class FusionTests
{
    [Fact]
    public void A_product_is_not_stored_over_a_factor_that_is_also_added_to_it() => Check([33, 33], x =>
    {
        var hidden = x.Tanh();
        return hidden.MatMul(Between(-0.2, 0.2, [33, 33])) + hidden;
    });

    [Fact]
    public void Random_numbers_that_broadcast_are_those_of_their_own_shape() => Check([5, 17], x =>
        x + new RandomUniform(ElementType.Float, [17], -1, 1, Seed: 3).ApplyOne([Tensor.Scalar(3), x.ReduceSum().Cast(ElementType.Int32)]));

    [Fact]
    public void A_reduction_reads_operands_that_repeat_inside_what_it_walks_as_one() => Check([2, 3, 4, 5], x =>
        (x * Numbers(2, 1, 4, 5)).ReduceSum([2]) + (x.Sigmoid() * Numbers(3, 1, 1)).ReduceSum([1, 2]).Unsqueeze([1]).ReduceMax([0, 1]));

    [Fact]
    public void What_two_views_of_one_tensor_give_is_not_mixed_up() => Check([4, 6], x =>
    {
        var hidden = x.Exp();
        return hidden.Reshape([6, 4]).ReduceSum([1]).Reshape([6]) + hidden + hidden.Reshape([24]).ReduceMax();
    });

    [Fact]
    public void Truth_values_serve_two_readers() => Check([7, 9], x =>
    {
        var isLarge = x > 0.2;
        return Tensor.Where(isLarge, x, 0).ReduceSum([0])
            + Tensor.Where(isLarge, 1, x).ReduceSum([0])
            + isLarge.Cast(ElementType.Float).ReduceSum([0]);
    });

    [Fact]
    public void Variables_exchange_their_values()
    {
        var (a, b) = (new Variable("a", Vector(1, 2, 3)), new Variable("b", Vector(4, 5, 6)));
        var graph = Graph.Trace([], _ =>
        {
            GraphBuilder.Current!.Update(a, b);
            GraphBuilder.Current!.Update(b, a);
            return [("before", a.Read() + 0)];
        });
        var session = new Session(Planner.Plan(graph, CpuTargets.Best));
        session.Run();
        session.State.Store();
        Assert.Equal([4, 5, 6], a.Value.ToArray<float>());
        Assert.Equal([1, 2, 3], b.Value.ToArray<float>());
        Assert.Equal([1, 2, 3], session.Output<float>("before").ToArray());
    }

    [Fact]
    public void A_returned_variable_has_the_value_from_before_its_update()
    {
        var counter = new Variable("counter", Tensor.Scalar(7));
        var graph = Graph.Trace([], _ =>
        {
            GraphBuilder.Current!.Update(counter, counter.Read() + 1);
            return [("counter", counter), ("as a vector", counter.Read().Reshape([1]))];
        });
        var session = new Session(Planner.Plan(graph, CpuTargets.Best));
        for (var expected = 7; expected < 10; expected++)
        {
            session.Run();
            Assert.Equal(expected, session.Output<int>("counter")[0]);
            Assert.Equal(expected, session.Output<int>("as a vector")[0]);
        }
    }

    [Fact]
    public void A_variable_of_bytes_takes_on_a_new_value()
    {
        var mask = new Variable("mask", Of([true, false, true, false, true]));
        var graph = Graph.Trace([], _ =>
        {
            GraphBuilder.Current!.Update(mask, !mask.Read());
            return [("all", mask.Read().Cast(ElementType.Float).ReduceSum())];
        });
        var session = new Session(Planner.Plan(graph, CpuTargets.Best));
        session.Run();
        session.State.Store();
        Assert.Equal([false, true, false, true, false], mask.Value.ToArray<bool>());
        Assert.Equal(3, session.Output<float>("all")[0]);
    }

    [Fact]
    public void Copies_are_the_same_on_two_threads()
    {
        var graph = Graph.Trace([("x", TensorType.Float(64, 33, 65))], inputs =>
        {
            var x = inputs[0];
            var parts = Tensor.Concat(1, x.Slice([2], [64], [int.MinValue], [-1]), x.Pad([0, 0, 0], [0, 2, 0]));
            return [("y", parts.Transpose([2, 0, 1]).Gather(Tensor.From<int>([3, -1, 0, 64, 7]), 0)), ("largest", x.ArgMax(2))];
        });
        var plan = Planner.Plan(graph, CpuTargets.Best);
        var runs = new List<(float[], long[])>();
        for (var threads = 1; threads <= 2; threads++)
        {
            var session = new Session(plan, threads: threads);
            Numbers(64, 33, 65).Span<float>().CopyTo(session.Input<float>("x"));
            session.Run();
            runs.Add((session.Output<float>("y").ToArray(), session.Output<long>("largest").ToArray()));
        }

        Assert.Equal(runs[0].Item1, runs[1].Item1);
        Assert.Equal(runs[0].Item2, runs[1].Item2);
    }

    [Theory]
    [InlineData(4000)]
    [InlineData(1, 4000)]
    public void What_is_computed_on_the_way_to_an_empty_result_stays_within_it(params int[] shape)
    {
        (string, TensorType)[] inputs = [("x", TensorType.Float(0, 4000)), ("v", TensorType.Float(Shape.Of(shape)))];
        var graph = Graph.Trace([.. inputs], given => [("y", given[0] * ((given[1] * 2) + 1))]);
        Assert.All(Planner.Plan(graph, CpuTargets.Best).Calls, call => Assert.Equal(0, call.Tiles));
    }

    [Fact]
    public void Products_and_convolutions_of_an_empty_batch_are_empty()
    {
        Check([0, 4], x => x.MatMul(Numbers(4, 1)).Relu());
        Check([0, 4], x => x.MatMul(Numbers(4, 100)).Relu());
        Check([0, 1, 4, 4], x => new Conv(ConvolutionAttributes.Plain).ApplyOne(x, Numbers(2, 1, 3, 3)).Relu());
    }

    [Fact]
    public void A_product_over_no_depth_is_zero() => Check([3, 0], x => x.MatMul(new Tensor(TensorType.Float(0, 5))) + 1);

    /// <summary>Writers refuse functions that are too long, and to round a small float takes many operations.</summary>
    [Theory]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.BFloat16)]
    public void A_long_chain_of_small_floats_is_not_all_behind_a_product(ElementType element)
    {
        var graph = Graph.Trace([("x", new TensorType(element, Shape.Of(40, 33)))], inputs =>
        {
            var y = inputs[0].MatMul(Between(-0.2, 0.2, [33, 33]).Cast(element));
            for (var i = 0; i < 4; i++) y = y.Relu() + inputs[0];
            return [("y", y)];
        });
        var x = Between(-1, 1, [40, 33]).Cast(element);
        var expected = ReferenceExecutor.Run(graph, new Dictionary<string, Tensor> { ["x"] = x })["y"].ToDoubles();
        var step = element == ElementType.Float16 ? 0.01 : 0.1;
        foreach (var target in CpuTargets.All)
        {
            var session = new Session(Planner.Plan(graph, target));
            x.Bytes.CopyTo(session.InputBytes("x"));
            session.Run();
            var actual = new Tensor(x.Type);
            session.OutputBytes("y").CopyTo(actual.Bytes);
            Assert.All(expected.Zip(actual.ToDoubles()), pair => Assert.Equal(pair.First, pair.Second, step));
        }
    }

    /// <summary>As in the gradient of a batch normalization.</summary>
    [Fact]
    public void Products_with_what_is_stored_are_computed_where_they_are_read()
    {
        Tensor Net(Tensor x)
        {
            var gradient = x.MatMul(Between(-0.2, 0.2, [33, 33])).Relu();
            var sums = gradient.ReduceSum([0]) + (gradient * x).ReduceSum([0]);
            return (gradient * Numbers(33)) - sums;
        }

        Check([40, 33], Net);
        var graph = Graph.Trace([("x", TensorType.Float(40, 33))], inputs => [("y", Net(inputs[0]))]);
        var product = Planner.Plan(graph, CpuTargets.Best).Calls.Single(c => c.Kernel.Name.StartsWith("gemm", StringComparison.Ordinal));
        Assert.Single(product.Writes);
    }

    [Fact]
    public void Many_groups_are_planned_in_order()
    {
        var graph = Graph.Trace([("x", TensorType.Float(8, 8))], inputs =>
        {
            var y = inputs[0];
            for (var i = 0; i < 1000; i++) y = y.MatMul(new Tensor(TensorType.Float(8, 8)));
            return [("y", y)];
        });
        Assert.Equal(1000, Planner.Plan(graph, CpuTargets.Best).Calls.Count());
    }

    private static void Check(int[] shape, Func<Tensor, Tensor> function)
    {
        var input = Between(-1, 1, shape);
        var graph = Graph.Trace([("x", input.Type)], inputs => [("y", function(inputs[0]))]);
        var expected = ReferenceExecutor.Run(graph, new Dictionary<string, Tensor> { ["x"] = input })["y"].ToDoubles();
        foreach (var target in CpuTargets.All)
        {
            var session = new Session(Planner.Plan(graph, target));
            input.Span<float>().CopyTo(session.Input<float>("x"));
            session.Run();
            var found = session.Output<float>("y");
            for (var i = 0; i < found.Length; i++) Assert.Equal(expected[i], found[i], 1e-4);
        }
    }
}
