using Bantam.Tensors;
using Bantam.Training.Callbacks;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using Bantam.Training.Tests.Support;

namespace Bantam.Training.Tests.Running;

/// <summary>Steps on batches of one's own, what a model makes of each sample, and the norms of gradients.</summary>
public sealed class BatchStepTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Steps_on_single_batches_are_those_of_a_training()
    {
        var digits = DrawnDigits.Create(96, seed: 4);
        var (whole, single) = (SmallTask.Model(), SmallTask.Model());
        await SmallTask.Trainer(whole).FitAsync(digits.Batch(32), epochs: 2, cancellationToken: Cancellation);
        var trainer = SmallTask.Trainer(single);
        var losses = new List<float>();
        for (var i = 0; i < 6; i++)
            losses.Add(trainer.TrainOnBatch(digits[0][(i % 3 * 32)..((i % 3 * 32) + 32)], digits[1][(i % 3 * 32)..((i % 3 * 32) + 32)]));
        Assert.Equal(SmallTask.Weights(whole), SmallTask.Weights(single));
        Assert.True(losses[^1] < losses[0]);
    }

    [Fact]
    public void Two_networks_learn_in_turn_and_only_what_is_to_be_trained_changes()
    {
        var (first, second) = (new Sequential("first", new Dense(4)), new Sequential("second", new Dense(1)));
        var both = new Sequential(first, second) { Seed = 1 };
        both.Build(3);
        var (ofSecond, ofFirst) = (
            new Trainer(second, new MeanSquaredError(), new SGD(0.1f)),
            new Trainer(both, new MeanSquaredError(), new SGD(0.1f), trains: first.Variables.Contains));
        var before = (Bytes(first), Bytes(second));
        ofFirst.TrainOnBatch(Tensor.Ones(Shape.Of(2, 3)), Tensor.Ones(Shape.Of(2, 1)));
        var between = (Bytes(first), Bytes(second));
        Assert.NotEqual(before.Item1, between.Item1);
        Assert.Equal(before.Item2, between.Item2);
        ofSecond.TrainOnBatch(Tensor.Ones(Shape.Of(2, 4)), Tensor.Ones(Shape.Of(2, 1)));
        Assert.Equal(between.Item1, Bytes(first));
        Assert.NotEqual(between.Item2, Bytes(second));

        static byte[] Bytes(Model model) => [.. model.Variables.SelectMany(v => v.Value.Bytes.ToArray())];
    }

    [Fact]
    public void A_step_that_ends_in_no_numbers_leaves_the_variables_as_they_were()
    {
        var model = new Sequential(new Dense(1)) { Seed = 1 };
        model.Build(2);
        var before = SmallTask.Weights(model);
        var trainer = new Trainer(model, new MeanSquaredError(), new SGD(1e30f));
        Assert.Throws<TrainingException>(() => trainer.TrainOnBatch(Tensor.Full(1e10f, Shape.Of(2, 2)), Tensor.Ones(Shape.Of(2, 1))));
        Assert.Equal(before, SmallTask.Weights(model));
    }

    [Fact]
    public async Task What_is_examined_are_the_predictions_and_losses_of_single_samples()
    {
        var model = SmallTask.Model();
        var trainer = SmallTask.Trainer(model);
        await trainer.FitAsync(SmallTask.Training, epochs: 1, cancellationToken: Cancellation);
        var found = await trainer.ExamineAsync(SmallTask.Validation, Cancellation);
        var evaluation = await trainer.EvaluateAsync(SmallTask.Validation, cancellationToken: Cancellation);
        Assert.Equal((100, 100), (found.Count, found.Losses!.Count));
        Assert.Equal(evaluation.Loss, found.Losses.Average(), 1e-5);
        var worst = found.Worst(5);
        Assert.Equal(found.Losses.Max(), found.Losses[worst[0]]);
        Assert.Equal(worst.Select(i => found.Losses[i]).OrderDescending(), worst.Select(i => found.Losses[i]));

        var image = new Tensor(SmallTask.Validation.Source.Fields[0].Batch(1));
        SmallTask.Validation.Source.Read(worst[0], 0, image.Bytes);
        var alone = model.Predict(image).ToArray<float>();
        Assert.Equal(alone, found.Predictions[worst[0]].ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public async Task The_norms_of_gradients_say_how_far_plain_descent_went_and_change_no_bit()
    {
        var (watched, plain) = (SmallTask.Model(), SmallTask.Model());
        var watch = new Watch();
        await SmallTask.Trainer(watched, optimizer: new SGD(0.5f)).FitAsync(
            SmallTask.Training, epochs: 1, callbacks: [watch], cancellationToken: Cancellation);
        await SmallTask.Trainer(plain, optimizer: new SGD(0.5f)).FitAsync(SmallTask.Training, epochs: 1, cancellationToken: Cancellation);
        Assert.Equal(SmallTask.Weights(plain), SmallTask.Weights(watched));
        Assert.Equal(16 * 4, watch.Norms.Count);
        Assert.All(watch.Norms, n => Assert.Equal(n.Moved, n.Norm * 0.5f, 1e-3 * n.Moved));
    }

    private sealed class Watch : TrainingCallback
    {
        private Dictionary<string, Tensor>? _before;

        public List<(float Norm, double Moved)> Norms { get; } = [];

        public override bool NeedsGradientNorms => true;

        public override void OnEpochBegin(TrainingRun run, int epoch) => _before = run.CopyWeights();

        public override void OnBatchEnd(TrainingRun run, BatchResult result)
        {
            var now = run.CopyWeights();
            foreach (var (variable, norm) in run.Trained.Zip(run.GradientNorms))
            {
                var (a, b) = (now[variable.Name].ToArray<float>(), _before![variable.Name].ToArray<float>());
                Norms.Add((norm, Math.Sqrt(a.Zip(b).Sum(p => Math.Pow(p.First - p.Second, 2)))));
            }

            _before = now;
        }
    }
}
