using Bantam.Lowering;
using Bantam.Operators.Normalization;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using static Bantam.Tests.Transforms.Preparation;

namespace Bantam.Tests.Transforms;

/// <summary>Normalizations of rows that exporters write with several operators are one.</summary>
public sealed class WrittenNormalizationTests
{
    private static readonly int[] Shape = [3, 5, 24];

    private static readonly Dictionary<string, Func<Tensor, Tensor>> Layers = new()
    {
        ["divided"] = x => (Centred(x) / Deviation(Centred(x).Pow(2.0)) * Weights(24)) + Weights(24),
        ["multiplied by an inverse"] = x => (Centred(x) * (1.0 / Deviation(Centred(x).Pow(2.0))) * Weights(24)) + Weights(24),
        ["by products"] = x => Weights(24) + (Weights(1, 1, 24) * (Centred(x) * Deviation(Centred(x) * Centred(x)).Reciprocal())),
        ["Keras"] = x =>
        {
            var (mean, less) = (Mean(x), x - Mean(x));
            var factor = Deviation(less * less).Reciprocal() * Weights(24);
            return (x * factor) + (Weights(24) - (mean * factor));
        },
        ["TensorFlow's squared difference"] = x =>
        {
            var (mean, less) = (Mean(x), Mean(x) - x);
            var factor = Weights(24) * (1.0 / Deviation(less * less));
            return (Weights(24) - (factor * mean)) + (factor * x);
        },
    };

    public static TheoryData<string> Forms => [.. Layers.Keys];

    [Theory, MemberData(nameof(Forms))]
    public void A_layer_normalization_is_one_node_and_one_step(string form)
    {
        var prepared = Prepared(Shape, Layers[form], out var graph);
        Assert.Equal(new LayerNormalization(-1, 1e-5f), prepared.Nodes.Single().Operator);
        Assert.Equal(3, prepared.Nodes.Single().Inputs.Count);
        Assert.Single(Planner.Plan(prepared, CpuTargets.Best).Calls);
        CheckNumbers(Shape, graph, prepared);
    }

    [Fact]
    public void Without_scale_and_bias_it_is_one_of_rows() =>
        Check(Shape, x => Centred(x) / Deviation(Centred(x).Pow(2.0)), "RowNormalization");

    [Fact]
    public void An_RMS_normalization_is_one_node() => Check(Shape, x =>
        Weights(24) * (x * ((x * x).ReduceMean([1, 2], keepDimensions: true) + 1e-6).Sqrt().Reciprocal()), "RMSNormalization");

    [Fact]
    public void A_normalization_over_other_axes_is_left_alone() => Check(Shape, x =>
        x / ((x * x).ReduceMean([1], keepDimensions: true) + 1e-6).Sqrt(), "Mul ReduceMean Add Sqrt Div");

    [Fact]
    public void Factors_that_differ_between_rows_stay_behind_it() => Check(Shape, x =>
        Centred(x) / Deviation(Centred(x).Pow(2.0)) * Weights(5, 1), "RowNormalization Mul");

    [Fact]
    public void Of_what_is_read_before_its_bias_the_bias_stays_behind_it() => Check(Shape, x =>
    {
        var scaled = Centred(x) / Deviation(Centred(x).Pow(2.0)) * Weights(24);
        return (scaled + Weights(24)) * scaled;
    }, "LayerNormalization Add Mul");

    [Fact]
    public void The_mean_of_something_else_is_not_taken_for_it()
    {
        Check(Shape, x =>
        {
            var factor = Deviation(Centred(x) * Centred(x)).Reciprocal() * Weights(24);
            return (x * factor) + (Weights(24) - (Mean(x.Abs()) * factor));
        }, "ReduceMean Sub Mul ReduceMean Add Sqrt Reciprocal Mul Mul Abs ReduceMean Mul Sub Add");
    }

    private static Tensor Mean(Tensor x) => x.ReduceMean([-1], keepDimensions: true);

    private static Tensor Centred(Tensor x) => x - Mean(x);

    private static Tensor Deviation(Tensor squares) => (Mean(squares) + 1e-5).Sqrt();
}
