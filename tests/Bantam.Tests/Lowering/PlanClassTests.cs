using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators.Control;
using Bantam.Operators.Convolution;
using Bantam.Operators.Movement;
using Bantam.Operators.Pooling;
using Bantam.Operators.Recurrent;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Tests.Operators;

namespace Bantam.Tests.Lowering;

/// <summary>
/// Nets with named sizes are planned once for a class of them; the plan of any of its sizes gives the bits of one for these alone.
/// </summary>
public sealed class PlanClassTests
{
    private static readonly ConvolutionAttributes Strided = new([2, 2], [1, 1, 1, 1], [1, 1]);

    /// <summary>Nets by name, the sizes that they are planned for, others of the same class, and some of other classes.</summary>
    public static TheoryData<string, string, string, string> Nets => new()
    {
        { "dense", "b=200", "b=201 b=300 b=1000", "b=1 b=2 b=7" },
        { "view", "b=300", "b=301 b=1000", "b=0" },
        { "convolutions", "b=2,h=40,w=60", "b=3,h=40,w=60 b=2,h=50,w=60 b=5,h=34,w=60", "b=2,h=1,w=1" },
        { "mean", "b=2,h=9,w=8", "b=3,h=9,w=8 b=2,h=20,w=7 b=2,h=2,w=3", "" },
        { "fire module", "b=3,h=20,w=20", "b=2,h=20,w=20 b=4,h=25,w=20", "" },
        { "attention", "b=2,s=150", "b=2,s=151 b=3,s=200 b=1,s=180", "b=1,s=1" },
        { "cached attention", "p=513", "p=514 p=515", "p=0" },
        { "lstm", "s=60", "s=61 s=90", "" },
        { "last of a sequence", "s=6", "s=7 s=3 s=2", "s=0" },
        { "a size as a number", "s=6", "s=7 s=3 s=100", "" },
        { "windows that overlap", "s=300", "s=301 s=400", "s=3" },
    };

    [Theory]
    [MemberData(nameof(Nets))]
    public void A_plan_is_bound_to_other_sizes(string name, string first, string others, string outside)
    {
        var graph = Net(name);
        foreach (var target in CpuTargets.All)
        {
            var planned = Planner.Class(graph, target, null, Sizes(first));
            Assert.Empty(planned.Bind(Sizes(first)).HostCalls);
            foreach (var text in others.Split(' ').Prepend(first))
            {
                var sizes = Sizes(text);
                Assert.True(planned.Has(sizes), $"{text} is of another class than {first} by '{planned.Difference(sizes)}', {target.Name}");
                var (bound, alone) = (planned.Bind(sizes), Planner.Plan(graph, target, dimensions: sizes));
                var given = bound.Inputs.ToDictionary(i => i.Key, i => CaseTensors.Between(-1, 1, i.Value.Type.Shape.Sizes, seed: 7));
                var (actual, expected) = (PlanInterpreter.Run(bound, given), PlanInterpreter.Run(alone, given));
                foreach (var (output, (type, _)) in alone.Outputs)
                {
                    Assert.Equal(type, bound.Outputs[output].Type);
                    Judge.AssertSameBits($"{output} at {text}, {target.Name}", type, expected[output], actual[output]);
                }
            }

            foreach (var text in outside.Split(' ', StringSplitOptions.RemoveEmptyEntries)) Assert.False(planned.Has(Sizes(text)), text);
        }
    }

    [Fact]
    public void Sizes_of_another_class_are_refused()
    {
        var planned = Planner.Class(Net("dense"), CpuTargets.All[0], null, Sizes("b=40"));
        var error = Assert.Throws<ArgumentException>(() => planned.Bind(Sizes("b=1")));
        Assert.Contains("another class", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_that_does_not_fit_is_of_no_class()
    {
        var graph = Graph.Trace(
            [("x", TensorType.Float("n", 3)), ("y", TensorType.Float("m", 3))],
            given => [("sum", given[0] + given[1]), ("pairs", given[0].Reshape(-1, 2))]);
        var planned = Planner.Class(graph, CpuTargets.All[0], null, Sizes("n=4,m=4"));
        Assert.True(planned.Has(Sizes("n=6,m=6")));
        Assert.False(planned.Has(Sizes("n=5,m=5")));
        Assert.False(planned.Has(Sizes("n=4,m=6")));
        Assert.Throws<ShapeException>(() => Planner.Class(graph, CpuTargets.All[0], null, Sizes("n=4,m=6")));
    }

    [Fact]
    public void Nothing_is_as_large_as_nothing_and_one()
    {
        var graph = Graph.Trace(
            [("x", TensorType.Float("n")), ("y", TensorType.Float("m"))], given => [("sum", given[0] + given[1])]);
        foreach (var (n, m, size) in (ReadOnlySpan<(int, int, int)>)[(0, 1, 0), (1, 0, 0), (1, 1, 1), (3, 1, 3), (1, 4, 4)])
        {
            var given = new Dictionary<string, Tensor> { ["x"] = CaseTensors.Ones(n), ["y"] = CaseTensors.Ones(m) };
            var runner = new GraphRunner(graph, CpuTargets.All[0], threads: 1);
            Assert.Equal([size], runner.Run(given, TestContext.Current.CancellationToken)["sum"].Shape.Sizes);
        }
    }

    [Fact]
    public void Sizes_follow_from_inputs_in_any_order()
    {
        var (h, w) = ((Dimension)"h", (Dimension)"w");
        var graph = Graph.Trace(
            [("x", TensorType.Float(h + w)), ("y", TensorType.Float(h))],
            given => [("both", new Concat(0).ApplyOne(given[0], given[1]))]);
        var runner = new GraphRunner(graph, CpuTargets.All[0], threads: 1);
        var given = new Dictionary<string, Tensor> { ["x"] = CaseTensors.Ones(5), ["y"] = CaseTensors.Ones(3) };
        Assert.Equal([8], runner.Run(given, TestContext.Current.CancellationToken)["both"].Shape.Sizes);
        given["z"] = given["x"];
        var error = Assert.Throws<ShapeException>(() => runner.Run(given, TestContext.Current.CancellationToken));
        Assert.Equal("The model has no input 'z'; its inputs are x, y.", error.Message);
    }

    [Fact]
    public void Names_inside_of_bodies_are_bound_too()
    {
        var graph = Graph.Trace(
            [("x", TensorType.Float("n", 4)), ("c", new TensorType(ElementType.Bool, Shape.Scalar))],
            given => [("y", ControlFlow.If(given[1], () => [given[0] * 2f], () => [given[0] - 1f])[0])]);
        var bound = graph.Bind(Sizes("n=3"));
        Assert.True(bound.IsBound);
        Assert.Empty(Planner.Plan(bound, CpuTargets.All[0]).HostCalls);
    }

    [Fact]
    public void A_runner_plans_once_for_many_sizes()
    {
        var runner = new GraphRunner(Net("dense"), CpuTargets.All[0], threads: 1);
        foreach (var batch in (int[])[200, 201, 255, 512, 1000])
        {
            var given = new Dictionary<string, Tensor> { ["x"] = CaseTensors.Ones(batch, 20) };
            Assert.Equal([batch, 5], runner.Run(given, TestContext.Current.CancellationToken)["y"].Shape.Sizes);
        }

        Assert.Equal(1, runner.Classes);
    }

    private static Dictionary<string, int> Sizes(string text) =>
        text.Split(',').Select(n => n.Split('=')).ToDictionary(n => n[0], n => int.Parse(n[1]));

    private static Graph Net(string name)
    {
        switch (name)
        {
            case "dense":
                return One(TensorType.Float("b", 20), x => x.MatMul(Weights(20, 33)).Relu().MatMul(Weights(33, 5)).Softmax(-1));
            case "view":
                return One(
                    TensorType.Float("b", 3, 4), x => Shaped(x.Relu(), x.ShapeOf(0, 1), Tensor.Integers([-1])).MatMul(Weights(12, 7)));
            case "convolutions":
                return One(TensorType.Float("b", 3, "h", "w"), x =>
                {
                    var y = Conv(x, Strided, 8, 3, 3).Relu();
                    y = new MaxPool(new PoolAttributes([2, 2], [2, 2], [0, 0, 0, 0])).ApplyOne(y);
                    return Conv(y, ConvolutionAttributes.Plain, 5, 8, 1) + 0.5f;
                });
            case "mean":
                return One(
                    TensorType.Float("b", 3, "h", "w"),
                    x => (x.ReduceMean([2, 3]) * 2f) + x.ReduceMean([3, 2], true).Relu().Reshape(-1, 3));
            case "fire module":
                return One(TensorType.Float("b", 4, "h", "w"), x =>
                {
                    var squeezed = Conv(x, ConvolutionAttributes.Plain, 3, 4, 1).Relu();
                    var wide = Conv(squeezed, new ConvolutionAttributes([1, 1], [1, 1, 1, 1], [1, 1]), 5, 3, 3);
                    var joined = Tensor.Concat(1, Conv(squeezed, ConvolutionAttributes.Plain, 6, 3, 1).Relu(), wide.Relu());
                    return joined.Slice([1], [2], [9]);
                });
            case "attention":
                return One(TensorType.Float("b", "s", 16), x =>
                {
                    var heads = x.MatMul(Weights(16, 24)).Split(2, 8, 8, 8).Select(Heads).ToArray();
                    var scores = (heads[0].MatMul(heads[1].Transpose(0, 1, 3, 2)) * 0.5f).Softmax(-1);
                    var mixed = scores.MatMul(heads[2]).Transpose(0, 2, 1, 3);
                    return Shaped(mixed, mixed.ShapeOf(0, 2), Tensor.Integers([8])).MatMul(Weights(8, 16)) + x;
                });
            case "cached attention":
                return Graph.Trace(
                    [("q", TensorType.Float(2, 1, 8)), ("past", TensorType.Float(2, "p", 8))],
                    given =>
                    {
                        var (q, past) = (given[0], given[1]);
                        var all = Tensor.Concat(1, past, q);
                        return [("y", q.MatMul(all.Transpose(0, 2, 1)).Softmax(-1).MatMul(all)), ("present", all)];
                    });
            case "lstm":
                return One(TensorType.Float("s", 2, 5), x =>
                    new Lstm(4).Apply(x, Weights(1, 16, 5), Weights(1, 16, 4))[0]);
            case "last of a sequence":
                return One(TensorType.Float(3, "s", 5), x => x.Slice([1], [-1], [int.MaxValue]).Relu());
            case "a size as a number":
                return One(TensorType.Float("s", 5), x => x * x.ShapeOf(0, 1).Cast(ElementType.Float).Sqrt());
            default:
                return One(TensorType.Float(1, 2, "s"), x => Conv1D(x).Pad([0, 0, 1], [0, 0, 2]));
        }
    }

    private static Graph One(TensorType type, Func<Tensor, Tensor> net) => Graph.Trace([("x", type)], given => [("y", net(given[0]))]);

    private static Tensor Heads(Tensor x) => Shaped(x, x.ShapeOf(0, 2), Tensor.Integers([2, 4])).Transpose(0, 2, 1, 3);

    private static Tensor Shaped(Tensor x, params Tensor[] shape) => new Reshape().ApplyOne(x, Tensor.Concat(0, shape));

    private static Tensor Conv(Tensor x, ConvolutionAttributes attributes, int outputs, int inputs, int kernel) =>
        new Conv(attributes).ApplyOne(x, Weights(outputs, inputs, kernel, kernel));

    private static Tensor Conv1D(Tensor x) => new Conv(new ConvolutionAttributes([2], [1, 1], [1])).ApplyOne(x, Weights(3, 2, 4));

    private static Tensor Weights(params int[] shape) => CaseTensors.Between(-1, 1, shape, seed: shape.Sum());
}
