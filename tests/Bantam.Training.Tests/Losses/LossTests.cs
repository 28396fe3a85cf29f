using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Steps;
using Bantam.Training.Tests.Support;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Training.Tests.Losses;

public sealed class LossTests
{
    private static readonly Tensor Logits = Tensor.From([1f, 2f, 3f, 0f, -1f, 5f], 2, 3);
    private static readonly double[] LogSums =
        [Math.Log(Math.Exp(1) + Math.Exp(2) + Math.Exp(3)), Math.Log(Math.Exp(0) + Math.Exp(-1) + Math.Exp(5))];

    [Fact]
    public void Sparse_cross_entropy_is_the_mean_of_minus_the_logarithm_of_the_labels_probability()
    {
        var expected = (LogSums[0] - 3 + LogSums[1] + 1) / 2;
        foreach (var labels in (Tensor[])[Tensor.From<byte>([2, 1], 2), Tensor.From([2, 1], 2, 1), Tensor.From([2L, 1L], 2)])
        {
            Assert.Equal(expected, Value(new SparseCategoricalCrossentropy(fromLogits: true).Apply(Logits, labels)), 1e-5);
            Assert.Equal(expected, Value(new SparseCategoricalCrossentropy().Apply(Logits.Softmax(), labels)), 1e-5);
        }
    }

    [Fact]
    public void Cross_entropy_of_vectors_weighs_the_classes()
    {
        var target = Tensor.From([0f, 0f, 1f, 0.5f, 0.5f, 0f], 2, 3);
        var expected = (LogSums[0] - 3 + LogSums[1] + 0.5) / 2;
        Assert.Equal(expected, Value(new CategoricalCrossentropy(fromLogits: true).Apply(Logits, target)), 1e-5);
        Assert.Equal(expected, Value(new CategoricalCrossentropy().Apply(Logits.Softmax(), target)), 1e-5);
        var smooth = 0.9 * expected + (0.1 * (LogSums[0] - 2 + LogSums[1] - (4 / 3.0)) / 2);
        Assert.Equal(smooth, Value(new CategoricalCrossentropy(fromLogits: true, labelSmoothing: 0.1f).Apply(Logits, target)), 1e-5);
    }

    [Fact]
    public void Scores_that_are_no_probabilities_are_divided_by_their_sum()
    {
        var scores = Logits.Softmax() * 3f;
        var expected = (LogSums[0] - 3 + LogSums[1] + 1) / 2;
        Assert.Equal(expected, Value(new SparseCategoricalCrossentropy().Apply(scores, Tensor.From([2, 1], 2))), 1e-5);
        Assert.Equal(expected, Value(new CategoricalCrossentropy().Apply(scores, Tensor.From([0f, 0f, 1f, 0f, 1f, 0f], 2, 3))), 1e-5);
        Assert.InRange(Value(new SparseCategoricalCrossentropy().Apply(Logits * 0f, Tensor.From([2, 1], 2))), 15, 17);
    }

    [Fact]
    public void Binary_cross_entropy_is_finite_for_any_logit()
    {
        var (logits, target) = (Tensor.From([0f, 2f, -200f, 200f], 4, 1), Tensor.From<byte>([1, 0, 0, 1], 4));
        var expected = (Math.Log(2) + Math.Log(1 + Math.Exp(2))) / 4;
        Assert.Equal(expected, Value(new BinaryCrossentropy(fromLogits: true).Apply(logits, target)), 1e-6);
        Assert.Equal(expected, Value(new BinaryCrossentropy().Apply(logits.Sigmoid(), target)), 1e-6);
        Assert.InRange(Value(new BinaryCrossentropy().Apply(Tensor.From([0f], 1), Tensor.From([1f], 1))), 15, 17);
    }

    [Fact]
    public void Errors_are_means_over_all_elements()
    {
        var (prediction, target) = (Tensor.From([1f, -2f, 3f], 3, 1), Tensor.From([0f, 0f, 5f], 3));
        Assert.Equal(3, Value(new MeanSquaredError().Apply(prediction, target)), 1e-6);
        Assert.Equal(5 / 3.0, Value(new MeanAbsoluteError().Apply(prediction, target)), 1e-6);
    }

    [Fact]
    public void Targets_that_do_not_fit_are_refused_with_both_shapes()
    {
        Assert.Contains("the prediction is [2,3], the target [3]",
            Assert.Throws<ShapeException>(() => new SparseCategoricalCrossentropy().Apply(Logits, Tensor.From([1, 2, 0], 3))).Message,
            StringComparison.Ordinal);
        Assert.Contains("take CategoricalCrossentropy",
            Assert.Throws<ShapeException>(() => new SparseCategoricalCrossentropy().Apply(Logits, Tensor.From([1f, 2f], 2))).Message,
            StringComparison.Ordinal);
        Assert.Contains("the prediction is [2,3], the target [2]",
            Assert.Throws<ShapeException>(() => new MeanSquaredError().Apply(Logits, Tensor.From([1f, 2f], 2))).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Probabilities that underflow to 0 have no logarithm and no gradient; their logits have both.</summary>
    [Fact]
    public void The_loss_of_a_model_that_ends_in_a_softmax_or_a_sigmoid_is_taken_of_its_logits()
    {
        var softmax = new Sequential(new Dense(3, activation: Softmax));
        Field[] fields = [new("x", ElementType.Float, Shape.Of(2)), new("label", ElementType.Int32, Shape.Scalar)];
        Check(softmax, fields, new SparseCategoricalCrossentropy(), Tensor.From([0], 1), 300);

        var sigmoid = new Sequential(new Dense(1), new Activation(Sigmoid));
        Field[] binary = [new("x", ElementType.Float, Shape.Of(2)), new("label", ElementType.Float, Shape.Of(1))];
        Check(sigmoid, binary, new BinaryCrossentropy(), Tensor.From([0f], 1), 300);

        static void Check(Sequential model, Field[] fields, Loss loss, Tensor label, double expected)
        {
            model.Build([.. fields.SkipLast(1)]);
            var kernel = model.Variables.First().Value;
            kernel.Bytes.Clear();
            kernel.Span<float>()[kernel.Shape[1].Size - 1] = 300;
            var step = TrainingStep.Build((Graph)model, fields, 1, loss, new SGD(1f));
            var before = kernel.ToArray<float>();
            Assert.Equal(expected, new Compiled(step.Graph).Run(Tensor.From([1f, 0f], 1, 2), label)["loss"][0], 1e-3);
            Assert.NotEqual(before, kernel.ToArray<float>());
        }
    }

    private static double Value(Tensor loss)
    {
        Assert.Equal(0, loss.Shape.Rank);
        return loss.ToArray<float>()[0];
    }
}
