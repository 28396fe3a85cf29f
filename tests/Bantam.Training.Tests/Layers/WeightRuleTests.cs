using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Constraints;
using Bantam.Training.Data;
using Bantam.Training.Initializers;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Regularizers;
using Bantam.Training.Steps;
using Bantam.Training.Tests.Support;

namespace Bantam.Training.Tests.Layers;

/// <summary>Penalties join the loss, and constraints follow the optimizer.</summary>
public sealed class WeightRuleTests
{
    private static readonly Tensor Weights = Tensor.From([3f, 0, -4, 0, 1, 0.5f], 3, 2);

    public static TheoryData<string> Constraints => [.. Projections.Keys];

    public static TheoryData<string> Regularizers => [.. Penalties.Keys];

    private static Dictionary<string, (Regularizer Regularizer, float Value)> Penalties { get; } = new()
    {
        ["L1"] = (new L1(0.5f), 4.25f), ["L2"] = (new L2(0.5f), 13.125f), ["L1L2"] = (new L1L2(0.5f, 0.5f), 17.375f),

        // The columns' cosine is 0.5 / (√26 · 0.5).
        ["orthogonal"] = (new OrthogonalRegularizer(1, columns: true), 0.19611613f),
    };

    private static Dictionary<string, (Constraint Constraint, float[] Value)> Projections { get; } = new()
    {
        ["NonNeg"] = (new NonNeg(), [3, 0, 0, 0, 1, 0.5f]),
        ["MaxNorm"] = (new MaxNorm(2.5f, 1), [2.5f, 0, -2.5f, 0, 1, 0.5f]),
        ["MaxNorm of all"] = (new MaxNorm(1, 0, 1), [.. Weights.ToArray<float>().Select(w => w / 5.123475f)]),
        ["UnitNorm"] = (new UnitNorm(), [3 / 5.0990195f, 0, -4 / 5.0990195f, 0, 1 / 5.0990195f, 1]),
        ["MinMaxNorm"] = (new MinMaxNorm(1, 2, 0.5f, 1), [2.5f, 0, -3, 0, 1, 0.5f]),
    };

    [Theory, MemberData(nameof(Regularizers))]
    public void A_regularizer_gives_the_penalty_of_keras(string name) =>
        Assert.Equal(Penalties[name].Value, Penalties[name].Regularizer.Penalty(Weights).Item<float>(), 1e-5f);

    [Theory, MemberData(nameof(Constraints))]
    public void A_constraint_brings_weights_to_where_they_may_be(string name) =>
        Assert.Equal(
            Projections[name].Value, Projections[name].Constraint.Project(Weights).ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-5f);

    [Fact]
    public void Penalties_are_part_of_the_loss_and_of_gradients_once_for_each_weight()
    {
        // The model computes 0 for inputs of 0, so that the loss is the penalties alone.
        var two = new Training.Initializers.Constant(2);
        var shared = new Dense(2, useBias: false, kernelInitializer: two) { KernelRegularizer = new L2(0.5f) };
        var x = Model.Input(2);
        var model = new Model(x, new ActivityRegularization(l2: 4).Apply(new Activation(t => t + 1).Apply(shared.Apply(shared.Apply(x)))));
        var step = Step(model, new SGD(0.125f));
        var loss = new Compiled(step.Graph).Run(Tensor.Zeros(Shape.Of(4, 2)), Tensor.Ones(Shape.Of(4, 2)));

        // ½ · 4 · 2², and 4 · 8 · 1² over 4 samples.
        Assert.Equal(8f + 8f, loss[TrainingStep.LossName][0]);
        Assert.Equal([1.75f, 1.75f, 1.75f, 1.75f], shared.Variables.Single().Value.ToArray<float>());
    }

    [Fact]
    public void Frozen_layers_have_no_penalties_and_validation_has_none()
    {
        var model = new Sequential(
            new Dense(2) { KernelRegularizer = new L2(1), BiasRegularizer = new L1(1), IsTrainable = false }, new Dense(1));
        model.Build(2);
        var loss = new Compiled(Step(model, new SGD(), outputs: 1).Graph).Run(Tensor.Zeros(Shape.Of(4, 2)), Tensor.Zeros(Shape.Of(4, 1)));
        Assert.Equal(0, loss[TrainingStep.LossName][0]);
        Assert.Single(model.Trace("batch").Outputs);
    }

    [Fact]
    public void Layers_of_layers_hand_their_rules_on()
    {
        Layer[] layers =
        [
            new SeparableConv1D(2, 2) { DepthwiseRegularizer = new L2(1), PointwiseRegularizer = new L2(1) },
            new LSTM(2) { KernelRegularizer = new L2(1), RecurrentRegularizer = new L2(1) },
            new Bidirectional(new GRU(2) { RecurrentRegularizer = new L2(1) }),
        ];
        foreach (var layer in layers)
        {
            var x = Model.Input(3, 2);
            var model = new Model(x, new Flatten().Apply(layer.Apply(x)));
            model.Build(3, 2);
            var wanted = model.Variables.Where(
                v => layer is Bidirectional ? v.Name.EndsWith("recurrent_kernel", StringComparison.Ordinal) : v.Type.Shape.Rank == 3)
                .Sum(v => v.Value.ToArray<float>().Sum(w => w * w));
            var graph = model.Trace(1, new TrainingState());
            var results = new Compiled(graph).Run(Tensor.Zeros(Shape.Of(1, 3, 2)));
            Assert.Equal(wanted, results[graph.Outputs[1].Name][0], 1e-5f);
        }
    }

    [Fact]
    public void A_constraint_follows_each_update()
    {
        var model = new Sequential(new Dense(2, kernelInitializer: new Training.Initializers.Constant(0.1f))
        {
            KernelConstraint = new NonNeg(), BiasConstraint = new MaxNorm(0.5f),
        });
        model.Build(2);
        var compiled = new Compiled(Step(model, new SGD(1)).Graph);
        for (var i = 0; i < 3; i++) compiled.Run(Tensor.Ones(Shape.Of(4, 2)), Tensor.Full(-5f, Shape.Of(4, 2)));
        var (kernel, bias) = (model.Variables.First().Value.ToArray<float>(), model.Variables.Last().Value.ToArray<float>());
        Assert.All(kernel, w => Assert.Equal(0, w));
        Assert.Equal(0.5f, MathF.Sqrt(bias.Sum(b => b * b)), 1e-5f);
    }

    [Fact]
    public void Initializers_make_matrices()
    {
        foreach (var shape in new[] { Shape.Of(5, 3), Shape.Of(3, 5), Shape.Of(1, 8, 4), Shape.Of(4, 2, 3, 3) })
        {
            var sizes = shape.Sizes.SkipWhile(s => s == 1).ToArray();
            var (rows, columns) = (sizes[0], shape.ElementCount / sizes[0]);
            var matrix = new Orthogonal(2).Create(shape, default, 1, 2).Reshape(rows, columns);
            var square = (rows <= columns ? matrix.MatMul(matrix.TransposeLast()) : matrix.TransposeLast().MatMul(matrix)).ToArray<float>();
            var count = Math.Min(rows, columns);
            for (var i = 0; i < square.Length; i++) Assert.Equal(i % (count + 1) == 0 ? 4 : 0, square[i], 1e-5f);
        }

        Assert.Equal([3f, 0, 0, 0, 3, 0], new Identity(3).Create(Shape.Of(2, 3), default, 1, 2).ToArray<float>());
        Assert.Throws<ShapeException>(() => new Identity().Create(Shape.Of(2, 3, 4), default, 1, 2));
        Assert.Throws<ShapeException>(() => new Orthogonal().Create(Shape.Of(4), default, 1, 2));
    }

    [Theory]
    [InlineData(0.05, "truncated")]
    [InlineData(0.1, "lecun normal")]
    [InlineData(0.1, "lecun uniform")]
    [InlineData(0.2, "scaled by outputs")]
    public void Numbers_have_the_deviation_that_is_asked_for(double deviation, string name)
    {
        Initializer initializer = name switch
        {
            "truncated" => new TruncatedNormal(),
            "lecun normal" => new LecunNormal(),
            "lecun uniform" => new LecunUniform(),
            _ => new VarianceScaling(2, FanMode.FanOut, VarianceDistribution.UntruncatedNormal),
        };
        var numbers = initializer.Create(Shape.Of(200, 200), new Fans(100, 50), 1, 2).ToArray<float>();
        var got = Math.Sqrt(numbers.Average(n => (double)n * n));

        // Keras' cut makes the deviation smaller.
        Assert.Equal(name == "truncated" ? 0.8796 * deviation : deviation, got, 0.02 * deviation);
        if (name == "truncated") Assert.All(numbers, n => Assert.InRange(n, -0.1f, 0.1f));
    }

    private static TrainingStep Step(Model model, SGD optimizer, int outputs = 2) => TrainingStep.Build(
        model, [new Field("input", ElementType.Float, Shape.Of(2)), new Field("target", ElementType.Float, Shape.Of(outputs))], 4,
        new MeanSquaredError(), optimizer);
}
