using Bantam.Training.Callbacks;
using Bantam.Training.Initializers;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Metrics;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;

namespace Bantam.Training.Tests;

public sealed class HyperparameterTests
{
    public static TheoryData<string, Func<object>> OutOfRange => new()
    {
        { "beta1", () => new Adam(beta1: 1) },
        { "beta1", () => new Adam(beta1: -0.1f) },
        { "beta2", () => new Adam(beta2: float.NaN) },
        { "epsilon", () => new Adam(epsilon: 0) },
        { "learningRate", () => new Adam(-1) },
        { "weightDecay", () => new Adam(weightDecay: -1e-3f) },
        { "momentum", () => new SGD(momentum: 1) },
        { "weightDecay", () => new SGD(weightDecay: float.PositiveInfinity) },
        { "GlobalClipNorm", () => new SGD { GlobalClipNorm = 0 } },
        { "units", () => new Dense(0) },
        { "filters", () => new Conv2D(0, 3) },
        { "kernelSize", () => new Conv2D(1, (3, 0)) },
        { "strides", () => new Conv2D(1, 3, strides: 0) },
        { "dilationRate", () => new DepthwiseConv2D(3, dilationRate: -1) },
        { "depthMultiplier", () => new DepthwiseConv2D(3, depthMultiplier: 0) },
        { "groups", () => new Conv2D(1, 3, groups: 0) },
        { "poolSize", () => new MaxPooling2D(0) },
        { "strides", () => new AveragePooling2D(2, strides: (1, 0)) },
        { "rate", () => new Dropout(1) },
        { "rate", () => new Dropout(float.NaN) },
        { "momentum", () => new BatchNormalization(momentum: 1.1f) },
        { "epsilon", () => new BatchNormalization(epsilon: -1e-3f) },
        { "scale", () => new Rescaling(float.NaN) },
        { "labelSmoothing", () => new CategoricalCrossentropy(labelSmoothing: 1) },
        { "threshold", () => new Accuracy(float.NaN) },
        { "value", () => new Constant(float.NaN) },
        { "deviation", () => new RandomNormal(deviation: -1) },
        { "high", () => new RandomUniform(1, 0) },
        { "patience", () => new EarlyStopping(-1) },
        { "minDelta", () => new EarlyStopping(1, minDelta: -0.1) },
        { "momentum", () => new RMSprop(momentum: 1) },
        { "rho", () => new Adadelta(rho: 1) },
        { "initialAccumulatorValue", () => new Adagrad(initialAccumulatorValue: -1) },
        { "learningRatePower", () => new Ftrl(learningRatePower: 0.5f) },
        { "beta1", () => new Lion(beta1: 0) },
        { "factor", () => LossScale.Static(0) },
        { "growthSteps", () => LossScale.Dynamic(growthSteps: 0) },
        { "delta", () => new Huber(0) },
        { "gamma", () => new CategoricalFocalCrossentropy(gamma: -1) },
        { "labelSmoothing", () => new BinaryCrossentropy(labelSmoothing: 1) },
        { "blank", () => new CTC(-1) },
        { "margin", () => new SvmLoss(0) },
        { "p", () => new TripletMarginLoss(p: 3) },
        { "k", () => new TopKCategoricalAccuracy(0) },
        { "threshold", () => new Precision(float.NaN) },
        { "classId", () => new Recall(classId: -1) },
        { "numThresholds", () => new AUC(1) },
        { "factor", () => new ReduceLROnPlateau(factor: 1) },
        { "cooldown", () => new ReduceLROnPlateau(cooldown: -1) },
        { "histogramFrequency", () => new TensorBoard(histogramFrequency: -1) },
        { "batchSize", () => new Sequential(new Flatten()).Predict(Tensors.Tensor.From([1f], 1, 1), batchSize: 0) },
    };

    public static TheoryData<string, Func<object>> Missing => new()
    {
        { "number 2 of 2 is null", () => new Sequential(new Dense(1), null!) },
        { "number 1 of 1 is null", () => new Model([Model.Input(1)], [null!]) },
        { "must have an output", () => new Model([Model.Input(1)], []) },
        { "'a', 'a'", () => new Sequential(new Dense(1)) { OutputNames = ["a", "a"] } },
        { "'", () => new Sequential(new Dense(1)) { OutputNames = [""] } },
        { "path is empty", () => new ModelCheckpoint("") },
        { "separator is empty", () => new CsvLogger("log.csv", "") },
        { "path is empty", () => new TensorBoard("") },
        { "loss", () => new Trainer(new Sequential(new Dense(1)), null!, new SGD()) },
        { "'accuracy', 'accuracy'", () => new Trainer(new Sequential(new Dense(1)), new MeanSquaredError(), new SGD())
            { Metrics = [new Accuracy(), new Accuracy()] } },
    };

    [Theory, MemberData(nameof(OutOfRange), DisableDiscoveryEnumeration = true)]
    public void A_number_out_of_its_range_is_refused_with_its_name_and_both_values(string name, Func<object> make)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(make);
        Assert.Equal(name, error.ParamName);
        Assert.StartsWith($"'{name}' must be ", error.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Missing), DisableDiscoveryEnumeration = true)]
    public void What_is_missing_or_double_is_refused_with_a_sentence(string text, Func<object> make) =>
        Assert.Contains(text, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);

    [Fact]
    public void An_output_with_the_name_of_an_input_that_it_is_not_is_refused()
    {
        var x = Model.Input(Tensors.Shape.Of(2), name: "x");
        var model = new Model([x], [new Dense(1).Apply(x)]) { OutputNames = ["x"] };
        var error = Assert.Throws<InvalidOperationException>(() => model.Trace(1));
        Assert.Contains("'x' is both", error.Message, StringComparison.Ordinal);
    }
}
