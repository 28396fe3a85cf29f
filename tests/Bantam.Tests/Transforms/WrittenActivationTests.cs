using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators.Activation;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using static Bantam.Tests.Transforms.Preparation;

namespace Bantam.Tests.Transforms;

/// <summary>Activations that exporters write with several operators are one.</summary>
public sealed class WrittenActivationTests
{
    private static readonly int[] Shape = [3, 5, 7];

    private static readonly Dictionary<string, Func<Tensor, Tensor>> Gelus = new()
    {
        ["PyTorch"] = x => x * ((x / Math.Sqrt(2)).Erf() + 1.0) * 0.5,
        ["half first"] = x => 0.5 * x * (1.0 + (x * Math.Sqrt(0.5)).Erf()),
        ["distribution"] = x => x * (0.5 * (1.0 + (x / 1.4142135).Erf())),
        ["distribution multiplied out"] = x => (((x / Math.Sqrt(2)).Erf() * 0.5) + 0.5) * x,
        ["divided"] = x => x * (1.0 + (Math.Sqrt(0.5) * x).Erf()) / 2.0,
        ["of several factors"] = x => (1.0 + (x * 0.5 * Math.Sqrt(2)).Erf()) * (x * 0.25) * 2.0,
    };

    private static readonly Dictionary<string, Func<Tensor, Tensor>> TanhGelus = new()
    {
        ["PyTorch"] = x => x * 0.5 * ((((x * x * x * 0.044715) + x) * Math.Sqrt(2 / Math.PI)).Tanh() + 1.0),
        ["by powers"] = x => 0.5 * x * (1.0 + (Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x.Pow(3.0)))).Tanh()),
        ["by squares"] = x => 0.5 * x * (1.0 + (x * 0.7978845608 * (1.0 + (0.044715 * x * x))).Tanh()),
        ["distribution"] = x => (0.5 * (1.0 + ((x + (x * (x * x) * 0.044715)) * 0.7978846).Tanh())) * x,
    };

    private static readonly Dictionary<string, Func<Tensor, Tensor>> HardSwishes = new()
    {
        ["divided"] = x => x * Clipped(x + 3.0, 6) / 6.0,
        ["divided inside"] = x => x * (Clipped(3.0 + x, 6) / 6.0),
        ["multiplied"] = x => Clipped(x + 3.0, 6) * (1.0 / 6) * x,
        ["by a ReLU"] = x => x * Tensor.Min((x - -3.0).Relu(), 6f) * 0.16666667,
        ["by PyTorch's ReLU6"] = x => x * Clipped((x + 3.0).Relu(), 6) / 6.0,
        ["by extrema"] = x => x * Tensor.Min(Tensor.Max(x + 3.0, 0f), 6f) / 6.0,
        ["by extrema, the other way round"] = x => x * Tensor.Max(Tensor.Min(x + 3.0, 6f), 0f) / 6.0,
        ["by a hard sigmoid"] = x => x * x.HardSigmoid(1f / 6, 0.5f),
        ["by a clip to 1"] = x => x * Clipped((x / 6.0) + 0.5, 1),
    };

    private static readonly Dictionary<string, Func<Tensor, Tensor>> Others = new()
    {
        ["another root"] = x => x * 0.5 * (1.0 + (x / 1.41).Erf()),
        ["no half"] = x => x * (1.0 + (x / Math.Sqrt(2)).Erf()),
        ["two less"] = x => x * 0.5 * (2.0 + (x / Math.Sqrt(2)).Erf()),
        ["of something else"] = x => x * 0.5 * (1.0 + ((x + 1.0) / Math.Sqrt(2)).Erf()),
        ["another cubic"] = x => x * 0.5 * (1.0 + ((x + (x * x * x * 0.0447)) * Math.Sqrt(2 / Math.PI)).Tanh()),
        ["a square for the cube"] = x => x * 0.5 * (1.0 + ((x + (x * x * 0.044715)) * Math.Sqrt(2 / Math.PI)).Tanh()),
        ["sigmoid of something else"] = x => x * (x + 1.0).Sigmoid(),
        ["another clip"] = x => x * Clipped(x + 3.0, 5) / 6.0,
        ["another shift"] = x => x * Clipped(x + 2.0, 6) / 6.0,
        ["a clip of something else"] = x => x * Clipped(x.Relu() + 3.0, 6) / 7.0,
        ["a clip"] = x => Clipped(x, 1),
        ["a clip from another number on"] = x => x * x.Clip(-1f, 6f) / 6.0,
    };

    public static TheoryData<string> GeluForms => [.. Gelus.Keys];

    public static TheoryData<string> TanhGeluForms => [.. TanhGelus.Keys];

    public static TheoryData<string> HardSwishForms => [.. HardSwishes.Keys];

    public static TheoryData<string> OtherForms => [.. Others.Keys];

    [Theory, MemberData(nameof(GeluForms))]
    public void The_Gelu_of_an_error_function_is_one_node(string form) => CheckGelu(Gelus[form], GeluApproximation.None);

    [Theory, MemberData(nameof(TanhGeluForms))]
    public void The_Gelu_of_a_hyperbolic_tangent_is_one_node(string form) => CheckGelu(TanhGelus[form], GeluApproximation.Tanh);

    [Theory, MemberData(nameof(HardSwishForms))]
    public void A_hard_Swish_is_one_node(string form) => Check(Shape, x => HardSwishes[form](x * 9.0), "Mul HardSwish");

    [Fact]
    public void A_Swish_is_one_node()
    {
        Check(Shape, x => x.Sigmoid() * x, "Swish");
        var quick = Prepared(Shape, x => x * (1.702 * x).Sigmoid(), out var graph);
        Assert.Equal(new Swish(1.702f), quick.Nodes.Single().Operator);
        CheckNumbers(Shape, graph, quick);
    }

    [Fact]
    public void A_hard_sigmoid_is_one_node()
    {
        Check(Shape, x => Clipped((x * 9.0) + 3.0, 6) / 6.0, "HardSigmoid");
        var keras = Prepared(Shape, x => Clipped((x * 0.2) + 0.5, 1), out var graph);
        Assert.Equal(new HardSigmoid(0.2f, 0.5f), keras.Nodes.Single().Operator);
        CheckNumbers(Shape, graph, keras);
    }

    [Fact]
    public void A_ReLU_before_a_clip_is_left_out_where_it_does_nothing()
    {
        Check(Shape, x => Clipped((x * 9.0).Relu(), 6), "Mul Clip");
        Check(Shape, x => (x * 9.0).Relu().Clip(-1f, 6f), "Mul Relu Clip");
    }

    [Theory, MemberData(nameof(OtherForms))]
    public void What_only_looks_like_one_stays(string form)
    {
        var prepared = Prepared(Shape, Others[form], out var graph);
        Assert.DoesNotContain(prepared.Nodes, n => n.Operator is Gelu or Swish or HardSwish or HardSigmoid);
        CheckNumbers(Shape, graph, prepared);
    }

    [Fact]
    public void What_something_else_reads_inside_stays()
    {
        Check(Shape, x =>
        {
            var root = (x / Math.Sqrt(2)).Erf();
            return (x * 0.5 * (1.0 + root)) + root;
        }, "Div Erf Mul Add Mul Add");
        Check(Shape, x =>
        {
            var gate = x.Sigmoid();
            return (x * gate) - gate;
        }, "Sigmoid Mul Sub");
        Check(Shape, x =>
        {
            var gate = Clipped(x + 3.0, 6);
            return (x * gate / 6.0) - gate;
        }, "Add Clip Mul Div Sub");
    }

    [Fact]
    public void A_constant_that_makes_the_result_larger_stays() => Check([1, 5], x =>
        x * Tensor.From([0.5f, 0.5f], 2, 1) * (1.0 + (x / Math.Sqrt(2)).Erf()), "Mul Div Erf Add Mul");

    [Fact]
    public void A_model_that_learns_has_them_too()
    {
        var graph = Graph.Trace([("x", TensorType.Float(3, 5))], i => [("y", Gelus["PyTorch"](i[0]))]);
        Assert.Equal("Gelu", OperatorsOf(Bantam.Transforms.Rewrites.Patterns.Replace(graph, learns: true)));
    }

    [Fact]
    public void Each_is_one_step()
    {
        Func<Tensor, Tensor>[] all = [.. Gelus.Values, .. TanhGelus.Values, .. HardSwishes.Values, x => x * x.Sigmoid()];
        Assert.All(all, form => Assert.Single(Planner.Plan(Prepared(Shape, form, out _), CpuTargets.Best).Calls));
    }

    private static void CheckGelu(Func<Tensor, Tensor> form, GeluApproximation approximation)
    {
        var prepared = Prepared(Shape, form, out var graph);
        Assert.Equal(new Gelu(approximation), prepared.Nodes.Single().Operator);
        CheckNumbers(Shape, graph, prepared);
    }

    private static Tensor Clipped(Tensor x, float most) => x.Clip(0f, most);
}
