using Bantam.Tensors;
using Bantam.Training.Callbacks;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using Bantam.Training.Schedules;
using Bantam.Training.Tests.Support;

namespace Bantam.Training.Tests.Callbacks;

public sealed class CallbackTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Functions_are_called_in_order_and_a_batch_can_be_the_last()
    {
        var calls = new List<string>();
        var callback = new LambdaCallback
        {
            Begin = _ => calls.Add("begin"),
            EpochBegin = (_, epoch) => calls.Add($"epoch {epoch}"),
            BatchEnd = (run, batch) =>
            {
                calls.Add($"batch {batch.Epoch}/{batch.Batch} step {batch.Step} of {batch.Samples} at {batch.LearningRate}");
                Assert.True(batch.Loss > 0);
                if (batch.Step == 4) run.Stop("enough");
            },
            EpochEnd = (_, result) => calls.Add($"end {result.Epoch}"),
            End = _ => calls.Add("end"),
        };
        var history = await Line().FitAsync(Data.Batch(4), 5, callbacks: [callback], cancellationToken: Token);
        Assert.Equal(
            [
                "begin", "epoch 0", "batch 0/0 step 1 of 4 at 0.5", "batch 0/1 step 2 of 4 at 0.5", "batch 0/2 step 3 of 2 at 0.5", "end 0",
                "epoch 1", "batch 1/0 step 4 of 4 at 0.5", "end 1", "end",
            ], calls);
        Assert.Equal(("enough", 2), (history.StopReason, history.Epochs.Count));
    }

    [Fact]
    public async Task A_training_whose_loss_is_no_number_ends_without_an_error_where_that_is_asked_for()
    {
        var model = new Sequential(new Dense(1)) { Seed = 1 };
        model.Build(1);
        var before = SmallTask.Weights(model);
        var trainer = new Trainer(model, new MeanSquaredError(), new SGD(1e30f));
        await Assert.ThrowsAsync<TrainingException>(() => trainer.FitAsync(Data.Batch(4), 9, cancellationToken: Token));
        var history = await trainer.FitAsync(Data.Batch(4), 9, callbacks: [new TerminateOnNaN()], cancellationToken: Token);
        Assert.Contains("must", history.StopReason, StringComparison.Ordinal);
        Assert.Contains("Lower the learning rate", history.StopReason, StringComparison.Ordinal);
        Assert.Equal(before, SmallTask.Weights(model));
    }

    /// <summary>The first epoch is the best; after 2 without an improvement the rate falls, and not in the next one.</summary>
    [Fact]
    public async Task The_learning_rate_falls_on_a_plateau_also_across_a_resume()
    {
        ReduceLROnPlateau Plateau() => new("loss", factor: 0.5f, patience: 2, minDelta: 1e9, cooldown: 1, minLearningRate: 0.1f);
        var history = await Line().FitAsync(Data.Batch(4), 9, callbacks: [Plateau()], cancellationToken: Token);
        float[] expected = [0.5f, 0.5f, 0.5f, 0.25f, 0.25f, 0.125f, 0.125f, 0.1f, 0.1f];
        Assert.Equal(expected, history.Epochs.Select(e => e.LearningRate));

        var file = Path.Combine(_folder.FullName, "state.safetensors");
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Line().FitAsync(
            Data.Batch(4), 9, null,
            [Plateau(), new ModelCheckpoint(file), new LambdaCallback { EpochEnd = (_, e) => { if (e.Epoch == 3) stop.Cancel(); } }],
            cancellationToken: stop.Token));
        var resumed = Line();
        resumed.Load(file);
        history = await resumed.FitAsync(
            Data.Batch(4), 9, null, [Plateau(), new ModelCheckpoint(file), new LambdaCallback()], cancellationToken: Token);
        Assert.Equal(expected, history.Epochs.Select(e => e.LearningRate));
    }

    [Fact]
    public async Task The_learning_rate_of_each_epoch_is_a_function_of_the_one_before()
    {
        var trainer = Line();
        var history = await trainer.FitAsync(
            Data.Batch(4), 3, callbacks: [new LearningRateScheduler((epoch, rate) => epoch == 0 ? rate : rate / 2)],
            cancellationToken: Token);
        Assert.Equal([0.5f, 0.25f, 0.125f], history.Epochs.Select(e => e.LearningRate));
        history = await trainer.FitAsync(Data.Batch(4), 1, cancellationToken: Token);
        Assert.Equal(0.125f, history.Epochs[^1].LearningRate);

        foreach (var callback in (TrainingCallback[])[new LearningRateScheduler((_, rate) => rate), new ReduceLROnPlateau("loss")])
        {
            var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Line(new SGD(new CosineDecay(1, 9))).FitAsync(
                Data.Batch(4), 1, callbacks: [callback], cancellationToken: Token));
            Assert.Contains("it has CosineDecay. Give it a number.", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_log_has_a_line_an_epoch()
    {
        var file = Path.Combine(_folder.FullName, "log.csv");
        var trainer = Line();
        var history = await trainer.FitAsync(Data.Batch(4), 2, Data.Batch(4), [new CsvLogger(file, ";")], cancellationToken: Token);
        string[] expected = ["epoch;loss;val_loss", .. history.Epochs.Select(e => FormattableString.Invariant(
            $"{e.Epoch};{e.Loss:R};{e.ValidationLoss:R}"))];
        var lines = await File.ReadAllLinesAsync(file, Token);
        Assert.Equal(expected, lines);
        await Line().FitAsync(Data.Batch(4), 1, Data.Batch(4), [new CsvLogger(file, ";", append: true)], cancellationToken: Token);
        lines = await File.ReadAllLinesAsync(file, Token);
        Assert.Equal([.. expected, expected[1]], lines);
        Assert.Throws<ArgumentException>("path", () => new CsvLogger(""));
    }

    [Fact]
    public async Task Averages_take_the_place_of_the_weights_in_the_end()
    {
        var (model, averages) = (new Sequential(new Dense(1)) { Seed = 1 }, new List<float[]>());
        var trainer = new Trainer(model, new MeanSquaredError(), new SGD(0.1f) { UseEma = true, EmaMomentum = 0.8f });
        await trainer.FitAsync(Data.Batch(4), 2, callbacks: [new LambdaCallback
        {
            BatchEnd = (run, batch) =>
            {
                float[] now = [.. run.CopyWeights().Values.SelectMany(w => w.ToArray<float>())];
                averages.Add(batch.Step == 1 ? now : [.. now.Zip(averages[^1], (w, a) => (0.8f * a) + (0.2f * w))]);
            },
        }], cancellationToken: Token);
        float[] found = [.. model.Variables.SelectMany(v => v.Value.ToArray<float>())];
        Recorded.AssertClose([.. averages[^1].Select(a => (double)a)], found);
    }

    [Fact]
    public async Task A_schedule_counts_steps_and_not_the_batches_that_are_accumulated()
    {
        var rates = new List<float>();
        var optimizer = new SGD(new StepDecay(1, 1, 0.5f)) { GradientAccumulationSteps = 2 };
        await Line(optimizer).FitAsync(Data.Batch(4), 2, callbacks:
            [new LambdaCallback { BatchEnd = (_, batch) => rates.Add(batch.LearningRate) }], cancellationToken: Token);
        Assert.Equal([1, 1, 0.5f, 0.5f, 0.25f, 0.25f], rates);
    }

    [Fact]
    public void Progress_is_a_line_that_is_written_over_and_one_for_each_epoch()
    {
        var writer = new StringWriter();
        var progress = new ConsoleProgress(writer);
        var result = new EpochResult(0, new Dictionary<string, double> { ["loss"] = 0.25, ["val_loss"] = 0.5 }, 0.1f, 2, 640);
        var values = new Dictionary<string, double> { ["loss"] = 1 / 3.0 };
        TrainingProgress At(double seconds, EpochResult? completed) => new(
            0, 3, 5, 20, 320, 1 / 3.0, values, 0.1f, 640, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(75), completed);
        progress.Report(At(0.5, null));
        Assert.Equal("", writer.ToString());
        progress.Report(At(1.5, null));
        Assert.Equal("\repoch 1/3, batch 5/20, loss 0.3333, 640 samples/s, 1:15 left", writer.ToString());
        progress.Report(At(2, result));
        Assert.EndsWith(
            "\repoch 1/3, loss 0.2500, val_loss 0.5000, 2.0 s, 640 samples/s" + Environment.NewLine, writer.ToString(),
            StringComparison.Ordinal);

        progress.EndLine();
        Assert.EndsWith("samples/s" + Environment.NewLine, writer.ToString(), StringComparison.Ordinal);
        progress.Report(At(2, null));
        progress.EndLine();
        Assert.EndsWith("1:15 left" + Environment.NewLine, writer.ToString(), StringComparison.Ordinal);

        var plain = new StringWriter();
        progress = new ConsoleProgress(plain, isTerminal: false);
        progress.Report(At(1.5, null));
        progress.Report(At(2, result));
        Assert.Equal("epoch 1/3, loss 0.2500, val_loss 0.5000, 2.0 s, 640 samples/s" + Environment.NewLine, plain.ToString());
    }

    private static ArrayDataset Data => new(
        ("x", Tensor.From([.. Enumerable.Range(0, 10).Select(i => i / 10f)], 10, 1)),
        ("y", Tensor.From([.. Enumerable.Range(0, 10).Select(i => 1 - (i / 5f))], 10, 1)));

    private static Trainer Line(Optimizer? optimizer = null) =>
        new(new Sequential(new Dense(1)) { Seed = 1 }, new MeanSquaredError(), optimizer ?? new SGD(0.5f));
}
