using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Training.Tests.Losses;

/// <summary>What would train to nonsense without a word is refused in a sentence.</summary>
public sealed class RefusedTargetTests
{
    private static readonly Dictionary<string, Func<Layer[]>> Probable = new()
    {
        ["softmax"] = () => [new Dense(3, activation: Softmax)],
        ["softmax, reshaped"] = () => [new Dense(3, activation: Softmax), new Reshape([3])],
        ["sigmoid"] = () => [new Dense(3, activation: Sigmoid)],
        ["hard sigmoid"] = () => [new Dense(3, activation: HardSigmoid)],
        ["clipped"] = () => [new Dense(3), new Activation(x => ((x * 0.2f) + 0.5f).Clip(0f, 1f))],
        ["shifted tanh"] = () => [new Dense(3), new Activation(x => (x.Tanh() + 1f) * 0.5f)],
        ["normalized"] = () => [new Dense(3), new Activation(x => x.Exp() / x.Exp().ReduceSum([1], keepDimensions: true))],
        ["softplus"] = () => [new Dense(3, activation: Softplus)],
    };

    private static readonly Dictionary<string, (Func<Layer[]> Layers, string Last)> Improbable = new()
    {
        ["bias"] = (() => [new Dense(3)], "Add"),
        ["product"] = (() => [new Dense(3, useBias: false)], "MatMul"),
        ["reshaped"] = (() => [new Dense(3), new Reshape([3])], "Reshape"),
        ["relu"] = (() => [new Dense(3, activation: Relu)], "Relu"),
        ["tanh"] = (() => [new Dense(3, activation: Tanh)], "Tanh"),
        ["scaled"] = (() => [new Dense(3), new Activation(x => (x * 0.5f) + 0.5f)], "Add"),
        ["convolution"] = (() => [new Reshape([1, 1, 2]), new Conv2D(3, 1), new GlobalAveragePooling2D()], "Flatten"),
    };

    private static readonly Dictionary<string, (Loss Loss, float[] Right, float Wrong, string Says)> Targets = new()
    {
        ["binary"] = (new BinaryCrossentropy(fromLogits: true), [0, 1, 0.3f], 2, "BinaryCrossentropy are 0 to 1; this one is 2"),
        ["focal"] = (new BinaryFocalCrossentropy(fromLogits: true), [0, 1, 1], -1, "are 0 to 1; this one is -1"),
        ["categorical"] = (new CategoricalCrossentropy(fromLogits: true), [0, 1, 0], 7, "are 0 to 1; this one is 7"),
        ["categorical focal"] = (new CategoricalFocalCrossentropy(fromLogits: true), [0, 1, 0], 7, "are 0 to 1; this one is 7"),
        ["hinge"] = (new Hinge(), [-1, 1, 0], 0.5f, "Hinge are -1, 0 or 1; this one is 0.5"),
        ["squared hinge"] = (new SquaredHinge(), [-1, 1, 0], 2, "are -1, 0 or 1; this one is 2"),
        ["categorical hinge"] = (new CategoricalHinge(), [0, 1, 0], -1, "are 0 to 1; this one is -1"),
        ["poisson"] = (new Poisson(), [0, 9, 0.5f], -2, "are 0 or more; this one is -2"),
        ["msle"] = (new MeanSquaredLogarithmicError(), [0, 9, 0.5f], -0.5f, "are 0 or more; this one is -0.5"),
        ["nan"] = (new Poisson(), [0, 9, 0.5f], float.NaN, "this one is NaN"),
    };

    private static readonly Dictionary<string, (int[] Target, string Says)> Sequences = new()
    {
        ["too long"] = ([5, 1, 1, 1, 2], "between equal ones, 6; it has 5"),
        ["steps"] = ([6, 1, 0, 0, 0], "must be 1 to 5; it is 6"),
        ["no class"] = ([5, 1, 4, 0, 0], "labels of 4 classes are 0 to 3; one is 4"),
        ["blank inside"] = ([5, 1, 0, 2, 0], "label 2 comes after one"),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> ProbableNames => [.. Probable.Keys];

    public static TheoryData<string> ImprobableNames => [.. Improbable.Keys];

    public static TheoryData<string> TargetNames => [.. Targets.Keys];

    public static TheoryData<string> SequenceNames => [.. Sequences.Keys];

    [Theory]
    [MemberData(nameof(ProbableNames))]
    public async Task A_model_that_may_give_probabilities_trains(string name)
    {
        foreach (var loss in (Loss[])[new CategoricalCrossentropy(), new BinaryCrossentropy(), new CategoricalFocalCrossentropy()])
            await Fit(new Sequential(Probable[name]()), loss, [0, 1, 0]);
    }

    [Theory]
    [MemberData(nameof(ImprobableNames))]
    public async Task A_model_that_gives_no_probabilities_is_refused(string name)
    {
        var (layers, last) = Improbable[name];
        foreach (var (loss, hint) in ((Loss, string)[])[
            (new CategoricalCrossentropy(), "Give fromLogits: true, or end the model in a softmax."),
            (new BinaryCrossentropy(), "Give fromLogits: true, or end the model in a sigmoid."),
            (new CategoricalFocalCrossentropy(), "fromLogits"), (new BinaryFocalCrossentropy(), "fromLogits"),
            (new KLDivergence(), "below 0 or above 1. End the model in a softmax."),
            (new Dice(), "End the model in a sigmoid or a softmax."),
        ])
        {
            var error = await Assert.ThrowsAsync<TrainingException>(() => Fit(new Sequential(layers()), loss, [0, 1, 0]));
            Assert.StartsWith(
                $"{loss.GetType().Name} takes probabilities; the model ends in node", error.Message, StringComparison.Ordinal);
            Assert.Contains($"({last})", error.Message, StringComparison.Ordinal);
            Assert.EndsWith(hint.EndsWith('.') ? hint : ".", error.Message, StringComparison.Ordinal);
            Assert.Contains(hint, error.Message, StringComparison.Ordinal);
        }

        await Fit(new Sequential(layers()), new CategoricalCrossentropy(fromLogits: true), [0, 1, 0]);
        await Assert.ThrowsAsync<TrainingException>(
            () => Fit(new Sequential(layers()), new MeanSquaredError(), [0, 1, 0], new KLDivergence()));
    }

    [Theory]
    [MemberData(nameof(TargetNames))]
    public async Task A_target_that_means_nothing_is_refused_with_its_sample(string name)
    {
        var (loss, right, wrong, says) = Targets[name];
        await Fit(new Sequential(new Dense(3, activation: Softplus)), loss, right);
        float[] targets = [.. right, right[0], wrong, right[2]];

        // An array is looked through when it becomes a data set; data of one's own are not.
        var error = await Assert.ThrowsAsync<DatasetException>(() => Fit(new Sequential(new Dense(3)), loss, targets));
        Assert.Contains("sample 1, element 1: ", error.Message, StringComparison.Ordinal);
        if (float.IsFinite(wrong)) Assert.Contains(says, error.Message, StringComparison.Ordinal);
        if (float.IsFinite(wrong) && wrong == MathF.Truncate(wrong))
        {
            var whole = new ArrayDataset(
                ("x", Tensor.Zeros(Shape.Of(2, 2))), ("y", Tensor.From([.. targets.Select(t => (int)t)], 2, 3)));
            var trainer = new Trainer(new Sequential(new Dense(3)), loss, new SGD());
            error = await Assert.ThrowsAsync<DatasetException>(() => trainer.EvaluateAsync(whole.Batch(2), cancellationToken: Token));
            Assert.Contains(says, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(SequenceNames))]
    public async Task A_sequence_that_no_path_spells_is_refused(string name)
    {
        var (target, says) = Sequences[name];
        var model = new Sequential(new Dense(20), new Reshape([5, 4]));
        var data = new ArrayDataset(("x", Tensor.Zeros(Shape.Of(2, 2))), ("y", Tensor.From([5, 1, 1, 2, 0, .. target], 2, 5)));
        var trainer = new Trainer(model, new CTC(hasInputLengths: true), new SGD());
        var error = await Assert.ThrowsAsync<DatasetException>(() => trainer.FitAsync(data.Batch(2), 1, cancellationToken: Token));
        Assert.StartsWith("field 'y' > sample 1: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    private static async Task Fit(Sequential model, Loss loss, float[] targets, params Bantam.Training.Metrics.Metric[] metrics)
    {
        var samples = targets.Length / 3;
        var data = new ArrayDataset(("x", Tensor.Ones(Shape.Of(samples, 2))), ("y", Tensor.From(targets, samples, 3)));
        var trainer = new Trainer(model, loss, new SGD()) { Metrics = metrics };
        Assert.True(double.IsFinite((await trainer.FitAsync(data.Batch(samples), 1, cancellationToken: Token)).Epochs[0].Loss));
    }
}
