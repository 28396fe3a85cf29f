using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using Bantam.Training.Steps;
using Bantam.Training.Tests.Support;

namespace Bantam.Training.Tests.Running;

public sealed class SampleWeightTests
{
    private static readonly Tensor X = TestTensors.Normal(4, 4, 3);
    private static readonly Tensor Y = Tensor.From([0, 2, 1, 0]);
    private static readonly Tensor Weights = Tensor.From([1f, 2f, 0f, 1f]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Of as many samples the weights 1, 2, 0 and 1 are one sample twice and another one never.</summary>
    [Fact]
    public async Task Weights_count_as_repeated_samples_do_whatever_they_come_from()
    {
        Tensor rows = Tensor.From([0, 1, 1, 3]);
        var repeated = new ArrayDataset(("x", X.Gather(rows)), ("y", Y.Gather(rows)));
        var plain = new ArrayDataset(("x", X), ("y", Y));
        var (expected, loss) = await Train(repeated, null);
        var oneHot = Tensor.From([1f, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0], 4, 3);
        foreach (var (data, weights, target) in ((IDataset, SampleWeights?, Loss?)[])
        [
            (new ArrayDataset(("x", X), ("weight", Weights), ("y", Y)), SampleWeights.InField("weight"), null),
            (new ArrayDataset(("weight", Weights.Unsqueeze(1)), ("x", X), ("y", Y)), SampleWeights.InField("weight"), null),
            (plain, SampleWeights.OfClasses(new Dictionary<int, float> { [2] = 2, [1] = 0 }), null),
            (plain, SampleWeights.Of(t => Tensor.Where(Tensor.Equal(t, Tensor.Scalar(0)), 1f, (t.Cast(ElementType.Float) - 1f) * 2f)),
                null),
            (new ArrayDataset(("x", X), ("y", oneHot)), SampleWeights.OfClasses(new Dictionary<int, float> { [2] = 2, [1] = 0 }),
                new CategoricalCrossentropy(fromLogits: true)),
        ])
        {
            var (found, weighted) = await Train(data, weights, target);
            Assert.Equal(loss, weighted, 1e-6);
            Recorded.AssertClose([.. expected.Select(w => (double)w)], found);
        }

        Assert.NotEqual(expected, (await Train(plain, null)).Weights);
    }

    [Fact]
    public async Task Validation_data_are_weighted_where_they_have_the_field()
    {
        var weighted = new ArrayDataset(("x", X), ("weight", Weights), ("y", Y));
        var plain = new ArrayDataset(("x", X), ("y", Y));
        var trainer = Trainer(SampleWeights.InField("weight"), null);
        await trainer.FitAsync(weighted.Batch(4), 1, weighted.Batch(3), cancellationToken: Token);
        var losses = new List<double>();
        for (var i = 0; i < 4; i++)
            losses.Add((await trainer.EvaluateAsync(plain.Skip(i).Take(1).Batch(1), cancellationToken: Token)).Loss);
        var found = await trainer.EvaluateAsync(weighted.Batch(3), cancellationToken: Token);
        Assert.Equal((losses[0] + (2 * losses[1]) + losses[3]) / 4, found.Loss, 1e-6);
        Assert.Equal(losses.Average(), (await trainer.EvaluateAsync(plain.Batch(3), cancellationToken: Token)).Loss, 1e-6);

        // Classes are weighted while training only.
        var ofClasses = Trainer(SampleWeights.OfClasses(new Dictionary<int, float> { [0] = 9 }), null);
        var before = await ofClasses.EvaluateAsync(plain.Batch(4), cancellationToken: Token);
        Assert.Equal(before.Loss, (await Trainer(null, null).EvaluateAsync(plain.Batch(4), cancellationToken: Token)).Loss);
    }

    [Fact]
    public async Task Weights_that_do_not_fit_are_refused()
    {
        var plain = new ArrayDataset(("x", X), ("y", Y));
        await Refused(plain, SampleWeights.InField("w"), "field 'w', which must be in the data before the target; they have x: ");
        var wide = new ArrayDataset(("x", X), ("w", Tensor.Ones(Shape.Of(4, 2))), ("y", Y));
        await Refused(wide, SampleWeights.InField("w"), "a weight for each of 4 samples; the weights are Float[4,2]");
        var table = new ArrayDataset(("x", X), ("y", Tensor.Zeros(Shape.Of(4, 3))));
        await Refused(table, SampleWeights.Of(t => t), "a weight for each of 4 samples", new MeanSquaredError());
        await Refused(
            table, SampleWeights.OfClasses(new Dictionary<int, float> { [0] = 2 }), "weighed where each has a loss of its own",
            new Dice(), new Sequential(new Dense(3, activation: Activations.Sigmoid)));
        Assert.Throws<ArgumentOutOfRangeException>("weights", () => SampleWeights.OfClasses(new Dictionary<int, float> { [0] = -1 }));

        static async Task Refused(IDataset data, SampleWeights weights, string says, Loss? loss = null, Sequential? model = null)
        {
            var trainer = model is null ? Trainer(weights, loss) : new Trainer(model, loss!, new SGD()) { SampleWeights = weights };
            var error = await Assert.ThrowsAsync<ShapeException>(() => trainer.FitAsync(data.Batch(4), 1, cancellationToken: Token));
            Assert.Contains(says, error.Message, StringComparison.Ordinal);
        }
    }

    private static Trainer Trainer(SampleWeights? weights, Loss? loss) => new(
        new Sequential(new Dense(3)) { Seed = 2 }, loss ?? new SparseCategoricalCrossentropy(fromLogits: true), new SGD(0.5f))
    {
        SampleWeights = weights,
    };

    private static async Task<(float[] Weights, double Loss)> Train(IDataset data, SampleWeights? weights, Loss? loss = null)
    {
        var model = new Sequential(new Dense(3)) { Seed = 2 };
        loss ??= new SparseCategoricalCrossentropy(fromLogits: true);
        var trainer = new Trainer(model, loss, new SGD(0.5f)) { SampleWeights = weights };
        var history = await trainer.FitAsync(data.Batch(4), 2, cancellationToken: Token);
        return ([.. model.Variables.SelectMany(v => v.Value.ToArray<float>())], history.Epochs[1].Loss);
    }
}
