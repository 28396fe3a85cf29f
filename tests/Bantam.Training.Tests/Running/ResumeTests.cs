using Bantam.Training.Callbacks;
using Bantam.Training.Checkpoints;
using Bantam.Training.Data;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using Bantam.Training.Schedules;
using Bantam.Training.Tests.Support;

namespace Bantam.Training.Tests.Running;

public sealed class ResumeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string State => Path.Combine(_folder.FullName, "state.safetensors");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(20)]
    [InlineData(47)]
    public async Task A_training_that_is_cancelled_and_resumed_ends_with_the_bits_of_one_that_is_not(int step)
    {
        var whole = SmallTask.Model();
        var history = await SmallTask.Trainer(whole).FitAsync(
            SmallTask.Training, 3, SmallTask.Validation, [new EarlyStopping(2), new ModelCheckpoint(State + ".whole")],
            cancellationToken: Cancellation);

        await CancelAt(step, SmallTask.Trainer(SmallTask.Model()));

        var model = SmallTask.Model(seed: 4);
        var trainer = SmallTask.Trainer(model);
        trainer.Load(State);
        var resumed = await trainer.FitAsync(
            SmallTask.Training, 3, SmallTask.Validation, [new EarlyStopping(2), new ModelCheckpoint(State)],
            cancellationToken: Cancellation);
        Assert.Equal(SmallTask.Weights(whole), SmallTask.Weights(model));
        Assert.Equal(history.Epochs.Select(e => (e.Epoch, e.LearningRate)), resumed.Epochs.Select(e => (e.Epoch, e.LearningRate)));
        Assert.Equal(history.Epochs.Select(e => e.Values), resumed.Epochs.Select(e => e.Values));
        Assert.All(resumed.Epochs, e => Assert.InRange(e.SamplesPerSecond, 100, 1e8));

        var (expected, actual) = (SafetensorsReader.Read(State + ".whole"), SafetensorsReader.Read(State));
        Assert.Equal(expected.Tensors.Keys.Order(), actual.Tensors.Keys.Order());
        Assert.All(expected.Tensors, t => Assert.Equal(t.Value.Bytes.ToArray(), actual.Tensors[t.Key].Bytes.ToArray()));
    }

    [Fact]
    public async Task A_trainer_that_was_cancelled_goes_on_where_it_stopped()
    {
        var (whole, model) = (SmallTask.Model(), SmallTask.Model());
        await SmallTask.Trainer(whole).FitAsync(SmallTask.Training, 2, cancellationToken: Cancellation);
        var trainer = SmallTask.Trainer(model);
        await CancelAt(7, trainer, epochs: 2);
        await trainer.FitAsync(
            SmallTask.Training, 2, SmallTask.Validation, [new EarlyStopping(2), new ModelCheckpoint(State)],
            cancellationToken: Cancellation);
        Assert.Equal(SmallTask.Weights(whole), SmallTask.Weights(model));
    }

    [Fact]
    public async Task A_training_that_is_done_can_be_followed_by_another()
    {
        var (twice, once) = (SmallTask.Model(), SmallTask.Model());
        var trainer = SmallTask.Trainer(twice);
        await trainer.FitAsync(SmallTask.Training, 1, cancellationToken: Cancellation);
        var second = await trainer.FitAsync(SmallTask.Training, 1, cancellationToken: Cancellation);
        await SmallTask.Trainer(once).FitAsync(SmallTask.Training, 2, cancellationToken: Cancellation);
        Assert.Equal(SmallTask.Weights(once), SmallTask.Weights(twice));
        Assert.Equal([1], second.Epochs.Select(e => e.Epoch));
    }

    [Fact]
    public async Task The_best_epoch_is_kept_in_a_file_of_its_own()
    {
        var best = State + ".best";
        var trainer = SmallTask.Trainer(SmallTask.Model(), optimizer: new SGD(new StepDecay(0.1f, 2 * 16, 60f)));
        var history = await trainer.FitAsync(
            SmallTask.Training, 4, SmallTask.Validation, [new ModelCheckpoint(best, bestOnly: true)], cancellationToken: Cancellation);
        trainer.Load(best);
        var evaluation = await trainer.EvaluateAsync(SmallTask.Validation, cancellationToken: Cancellation);
        Assert.Equal(history.Epochs.Min(e => e.ValidationLoss)!.Value, evaluation.Loss, 1e-9);
        Assert.NotEqual(history.Epochs[^1].ValidationLoss!.Value, evaluation.Loss, 1e-3);
    }

    [Fact]
    public async Task A_file_of_another_model_or_optimizer_is_refused_with_a_sentence()
    {
        await CancelAt(3, SmallTask.Trainer(SmallTask.Model()));
        var other = SmallTask.Trainer(new Training.Layers.Sequential(new Training.Layers.Flatten(), new Training.Layers.Dense(10)));
        other.Load(State);
        var error =
            await Assert.ThrowsAsync<CheckpointException>(() => other.FitAsync(SmallTask.Training, 3, cancellationToken: Cancellation));
        Assert.Equal("state.safetensors > variable 'dense/kernel': it is Float[784,10]; the file has Float[784,32]. Was the file saved " +
            "of another model?", error.Message);

        var plain = SmallTask.Trainer(SmallTask.Model(), optimizer: new SGD(0.1f));
        plain.Load(State);
        error = await Assert.ThrowsAsync<CheckpointException>(() => plain.FitAsync(SmallTask.Training, 3, cancellationToken: Cancellation));
        Assert.Contains("variable 'optimizer/dense/kernel/momentum': every variable of the file must be in the model or the optimizer; " +
            "this one is not", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_training_in_mid_epoch_goes_on_with_the_same_data_only()
    {
        await CancelAt(3, SmallTask.Trainer(SmallTask.Model()));
        var trainer = SmallTask.Trainer(SmallTask.Model());
        trainer.Load(State);
        var error =
            await Assert.ThrowsAsync<TrainingException>(() =>
            trainer.FitAsync(
            SmallTask.Training.Source.Batch(32), 3, SmallTask.Validation, [new EarlyStopping(2), new ModelCheckpoint(State)],
            cancellationToken: Cancellation));
        Assert.Contains("it had 1000 samples in batches of 64, shuffled with seed 2, these are 1000 samples in batches of 32, shuffled " +
            "with seed 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_training_goes_on_with_its_callbacks_in_their_order_only()
    {
        await CancelAt(3, SmallTask.Trainer(SmallTask.Model()));
        var trainer = SmallTask.Trainer(SmallTask.Model());
        trainer.Load(State);
        var error =
            await Assert.ThrowsAsync<TrainingException>(() =>
            trainer.FitAsync(
            SmallTask.Training, 3, SmallTask.Validation, [new ModelCheckpoint(State), new EarlyStopping(2)],
            cancellationToken: Cancellation));
        Assert.Contains("number 1 of them is EarlyStopping, and ModelCheckpoint is given", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_best_epoch_of_an_earlier_training_does_not_count_in_the_next()
    {
        var checkpoint = new ModelCheckpoint(State, bestOnly: true);
        await SmallTask.Trainer(SmallTask.Model()).FitAsync(
            SmallTask.Training, 2, SmallTask.Validation, [checkpoint], cancellationToken: Cancellation);
        File.Delete(State);
        await SmallTask.Trainer(SmallTask.Model(), optimizer: new SGD(1e-4f)).FitAsync(
            SmallTask.Training, 1, SmallTask.Validation, [checkpoint], cancellationToken: Cancellation);
        Assert.True(File.Exists(State));
    }

    [Fact]
    public async Task A_loaded_state_is_saved_again_as_it_was_before_and_after_the_trainer_is_ready()
    {
        await CancelAt(20, SmallTask.Trainer(SmallTask.Model()));
        var trainer = SmallTask.Trainer(SmallTask.Model(seed: 4));
        trainer.Load(State);
        trainer.Save(State + ".early");
        Assert.Equal(await File.ReadAllBytesAsync(State, Cancellation), await File.ReadAllBytesAsync(State + ".early", Cancellation));

        var used = SmallTask.Trainer(SmallTask.Model(seed: 4));
        await used.FitAsync(SmallTask.Training, 1, cancellationToken: Cancellation);
        used.Load(State);
        used.Save(State + ".late");
        var (expected, actual) = (SafetensorsReader.Read(State), SafetensorsReader.Read(State + ".late"));
        Assert.Equal(expected.Metadata.OrderBy(t => t.Key), actual.Metadata.OrderBy(t => t.Key));
        Assert.All(expected.Tensors, t => Assert.Equal(t.Value.Bytes.ToArray(), actual.Tensors[t.Key].Bytes.ToArray()));
    }

    [Fact]
    public async Task After_a_loss_that_is_no_number_the_place_is_that_of_the_variables()
    {
        // Three epochs train, the fourth explodes; early stopping brings the variables home after each that is better.
        var (model, same) = (SmallTask.Model(), SmallTask.Model());
        var trainer = SmallTask.Trainer(model, optimizer: new SGD(new StepDecay(0.05f, 3 * 16, 1e20f)));
        await Assert.ThrowsAsync<TrainingException>(() =>
            trainer.FitAsync(SmallTask.Training, 5, SmallTask.Validation, [new EarlyStopping(9)], cancellationToken: Cancellation));
        trainer.Save(State);
        var epochs = int.Parse(SafetensorsReader.Read(State).Metadata["epoch"], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(epochs, 1, 3);
        await SmallTask.Trainer(same, optimizer: new SGD(0.05f)).FitAsync(SmallTask.Training, epochs, cancellationToken: Cancellation);
        Assert.Equal(SmallTask.Weights(same), SmallTask.Weights(model));
        var state = SafetensorsReader.Read(State);
        Assert.Equal(epochs * 16, state.Tensors["training/step"].Span<int>()[0]);
        Assert.Equal(state.Tensors["dense/kernel"].ToArray<float>(), state.Tensors["callback/0/dense/kernel"].ToArray<float>());
    }

    [Fact]
    public async Task A_training_that_stopped_early_stays_stopped_when_it_is_resumed()
    {
        Trainer Falling(uint seed) => SmallTask.Trainer(SmallTask.Model(seed), optimizer: new SGD(new StepDecay(0.1f, 2 * 16, 60f)));
        var history = await Falling(1).FitAsync(
            SmallTask.Training, 50, SmallTask.Validation, [new EarlyStopping(2), new ModelCheckpoint(State)],
            cancellationToken: Cancellation);
        var trainer = Falling(4);
        trainer.Load(State);
        var resumed = await trainer.FitAsync(
            SmallTask.Training, 50, SmallTask.Validation, [new EarlyStopping(2), new ModelCheckpoint(State)],
            cancellationToken: Cancellation);
        Assert.NotNull(history.StopReason);
        Assert.Equal(history.StopReason, resumed.StopReason);
        Assert.Equal(history.Epochs.Count, resumed.Epochs.Count);
    }

    [Fact]
    public async Task Other_metrics_in_mid_epoch_are_refused()
    {
        await CancelAt(3, SmallTask.Trainer(SmallTask.Model()));
        var model = SmallTask.Model();
        var trainer = new Trainer(
            model, new Training.Losses.SparseCategoricalCrossentropy(fromLogits: true), new Adam(3e-3f))
        {
            Metrics =
            [new Training.Metrics.ConfusionMatrix()]
        };
        trainer.Load(State);
        var error =
            await Assert.ThrowsAsync<TrainingException>(() =>
            trainer.FitAsync(
            SmallTask.Training, 3, SmallTask.Validation, [new EarlyStopping(2), new ModelCheckpoint(State)],
            cancellationToken: Cancellation));
        Assert.Contains("it had accuracy, these are confusion", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trainer_at_work_neither_saves_nor_loads()
    {
        var trainer = SmallTask.Trainer(SmallTask.Model());
        await CancelAt(3, SmallTask.Trainer(SmallTask.Model()));
        var tried = 0;
        await trainer.FitAsync(SmallTask.Training, 1, progress: new Recorder(_ =>
        {
            if (tried++ > 0) return;
            Assert.Throws<InvalidOperationException>(() => trainer.Save(State));
            Assert.Throws<InvalidOperationException>(() => trainer.Load(State));
        }), cancellationToken: Cancellation);
        Assert.True(tried > 0);
        trainer.Save(State);
    }

    [Theory]
    [InlineData("callbacks", "2147483647", "'callbacks' is 2147483647, and the file has ")]
    [InlineData("metrics", "2147483647", "'metrics' is 2147483647, and the file has ")]
    [InlineData("history/0", "0.1\n1\n1\nloss=1\nloss=2", "metadata: it must say where the training was")]
    [InlineData("callback/7/kind", "x", "'callback/7/kind' belongs to none of the 2 callbacks")]
    [InlineData("callback/0/wait", "many", "callback 1 (EarlyStopping): it must be in the file as it was saved")]
    [InlineData("callback/0/best", null, "callback 1 (EarlyStopping): it must be in the file as it was saved")]
    public async Task A_bad_text_in_a_state_gives_a_sentence(string key, string? text, string sentence)
    {
        await CancelAt(20, SmallTask.Trainer(SmallTask.Model()));
        var file = SafetensorsReader.Read(State);
        var texts = file.Metadata.Where(t => t.Key != key || text is not null).ToDictionary(t => t.Key, t => t.Value);
        if (text is not null) texts[key] = text;
        SafetensorsWriter.Write(State, [.. file.Tensors.Select(t => (t.Key, t.Value))], texts);
        var trainer = SmallTask.Trainer(SmallTask.Model());
        var error = await Assert.ThrowsAsync<CheckpointException>(() =>
        {
            trainer.Load(State);
            return trainer.FitAsync(
                SmallTask.Training, 3, SmallTask.Validation, [new EarlyStopping(2), new ModelCheckpoint(State)],
                cancellationToken: Cancellation);
        });
        Assert.StartsWith("state.safetensors > ", error.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weights_of_a_callback_that_are_of_another_shape_are_refused()
    {
        await CancelAt(20, SmallTask.Trainer(SmallTask.Model()));
        var file = SafetensorsReader.Read(State);
        var tensors = file.Tensors.ToDictionary(t => t.Key, t => t.Key == "callback/0/dense/kernel" ? Tensors.Tensor.Scalar(1f) : t.Value);
        SafetensorsWriter.Write(State, [.. tensors.Select(t => (t.Key, t.Value))], file.Metadata);
        var trainer = SmallTask.Trainer(SmallTask.Model());
        trainer.Load(State);
        var error =
            await Assert.ThrowsAsync<CheckpointException>(() =>
            trainer.FitAsync(
            SmallTask.Training, 3, SmallTask.Validation, [new EarlyStopping(2), new ModelCheckpoint(State)],
            cancellationToken: Cancellation));
        Assert.Contains("'dense/kernel' of the weights that it keeps must be Float[784,32]; it is Float[]", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_no_trainer_saved_is_refused()
    {
        SafetensorsWriter.Write(State, [("a", Tensors.Tensor.Scalar(1f))]);
        Assert.Contains("has the format 'bantam-training-1'; this file has 'none'",
            Assert.Throws<CheckpointException>(() => SmallTask.Trainer(SmallTask.Model()).Load(State)).Message, StringComparison.Ordinal);
        SafetensorsWriter.Write(
            State, [("a", Tensors.Tensor.Scalar(1f))],
            new Dictionary<string, string> { ["format"] = "bantam-training-1", ["epoch"] = "-1" });
        Assert.Contains("must say where the training was",
            Assert.Throws<CheckpointException>(() => SmallTask.Trainer(SmallTask.Model()).Load(State)).Message, StringComparison.Ordinal);
    }

    /// <summary>Trains until a step is done, then cancels; the state is saved by the callback.</summary>
    private async Task CancelAt(int step, Trainer trainer, int epochs = 3)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var done = 0;
        var reporting = new Recorder(progress =>
        {
            if (progress.Completed is null) done++;
            if (done >= step) source.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            trainer.FitAsync(
            SmallTask.Training, epochs, SmallTask.Validation, [new EarlyStopping(2), new ModelCheckpoint(State)], reporting, source.Token));
    }

    private sealed class Recorder(Action<TrainingProgress> record) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => record(value);
    }
}
