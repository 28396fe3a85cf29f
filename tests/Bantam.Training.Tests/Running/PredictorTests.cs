using Bantam.Tensors;
using Bantam.Training.Layers;
using Bantam.Training.Running;
using Bantam.Training.Tests.Support;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Training.Tests.Running;

public sealed class PredictorTests
{
    private static Sequential Net =>
        new(new Dense(7, activation: Relu), new BatchNormalization(), new Dropout(0.5f), new Dense(3)) { Seed = 4 };

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(8), InlineData(9), InlineData(21)]
    public void Any_number_of_samples_gives_the_bits_that_each_gives_alone(int count)
    {
        var model = Net;
        var samples = TestTensors.Normal(1, count, 5);
        var together = model.Predict(samples, batchSize: 8, threads: 1);
        Assert.Equal($"Float[{count},3]", together.Type.ToString());
        var expected = new Compiled(model.Trace(count)).Run(samples)["output"];
        Assert.Equal(expected, together.ToArray<float>());
        for (var i = 0; i < count; i++)
            Assert.Equal(expected[(i * 3)..((i + 1) * 3)], model.Predict(Slice(samples, i), batchSize: 8, threads: 1).ToArray<float>());
    }

    [Fact]
    public void No_samples_give_no_predictions() =>
        Assert.Equal("Float[0,3]", Net.Predict(new Tensor(TensorType.Float(0, 5))).Type.ToString());

    [Fact]
    public async Task A_model_predicts_with_what_it_has_learned_and_a_predictor_with_what_it_took()
    {
        var model = SmallTask.Model();
        await SmallTask.Trainer(model).FitAsync(SmallTask.Training, 1, cancellationToken: TestContext.Current.CancellationToken);
        var digits = new Tensor(new TensorType(ElementType.UInt8, Shape.Of(4, 28, 28, 1)));
        var (before, predictor) = (model.Predict(digits).ToArray<float>(), new Predictor(model));
        model.Variables.Last().Value.Span<float>().Fill(5);
        Assert.NotEqual(before, model.Predict(digits).ToArray<float>());
        Assert.Equal(before, predictor.Predict(digits).ToArray<float>());
        predictor.Refresh();
        Assert.Equal(model.Predict(digits).ToArray<float>(), predictor.Predict(digits).ToArray<float>());
    }

    [Fact]
    public void A_model_of_several_inputs_and_outputs_predicts_all()
    {
        var (x, y) = (Model.Input(Shape.Of(2), name: "x"), Model.Input(Shape.Of(2), name: "y"));
        var sum = new Add().Apply(x, y);
        var model = new Model([x, y], [sum, x]) { OutputNames = ["sum", "x"] };
        var outputs = model.Predict([Tensor.From([1f, 2f, 3f, 4f], 2, 2), Tensor.From([10f, 20f, 30f, 40f], 2, 2)]);
        Assert.Equal([11f, 22f, 33f, 44f], outputs[0].ToArray<float>());
        Assert.Equal([1f, 2f, 3f, 4f], outputs[1].ToArray<float>());
        Assert.Contains("equally many samples", Error([Tensor.From([1f, 2f], 1, 2), Tensor.From([1f, 2f, 3f, 4f], 2, 2)]),
            StringComparison.Ordinal);
        Assert.Contains("1 tensors were given", Error([Tensor.From([1f, 2f], 1, 2)]), StringComparison.Ordinal);
        Assert.Contains("Samples of 'y' must be Float[batch,2]; given are Float[1,3]",
            Error([Tensor.From([1f, 2f], 1, 2), Tensor.From([1f, 2f, 3f], 1, 3)]), StringComparison.Ordinal);

        string Error(Tensor[] inputs) => Assert.Throws<ShapeException>(() => model.Predict(inputs)).Message;
    }

    [Fact]
    public void What_sums_over_samples_has_no_prediction_of_each()
    {
        var model = new Sequential(new Activation(x => x.ReduceSum([0])));
        Assert.Contains("output 'output' is Float[2]",
            Assert.Throws<ShapeException>(() => model.Predict(TestTensors.Normal(1, 3, 2))).Message, StringComparison.Ordinal);
    }

    private static Tensor Slice(Tensor samples, int index)
    {
        var one = new Tensor(TensorType.Float(1, samples.Shape[1]));
        samples.Bytes.Slice(index * one.Bytes.Length, one.Bytes.Length).CopyTo(one.Bytes);
        return one;
    }
}
