using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Tensors;
using Bantam.Training.Callbacks;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Metrics;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using Bantam.Training.Schedules;
using Bantam.Training.Tests.Support;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Training.Tests.Running;

public sealed class TrainerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dense_model_reads_handwriting_after_one_epoch()
    {
        var digits = Mnist.Open(SharedData.Folder("mnist"));
        var model = new Sequential(new Flatten(), new Dense(256, activation: Relu), new Dense(10)) { Seed = 1 };
        var trainer =
            new Trainer(
            model, new SparseCategoricalCrossentropy(fromLogits: true), new Adam(new CosineDecay(3e-3f, 60_000 / 32)))
            { Threads = 1 };
        await trainer.FitAsync(digits.Training.Shuffle(seed: 1).Batch(32), epochs: 1, cancellationToken: Cancellation);
        var evaluation = await trainer.EvaluateAsync(digits.Test.Batch(256), [new Accuracy(), new ConfusionMatrix()], Cancellation);
        Assert.True(evaluation.Accuracy >= 0.97, $"The accuracy is {evaluation.Accuracy}.");
        Assert.Equal((10_000, 10_000), (evaluation.Samples, evaluation.Confusion!.Total));
        Assert.Equal(evaluation.Accuracy!.Value, evaluation.Confusion.Accuracy, 1e-9);
    }

    /// <summary>The code of the design's page, on drawn digits.</summary>
    [Fact]
    public async Task A_convolutional_model_is_written_trained_and_saved_as_the_design_shows()
    {
        var (training, test) = DrawnDigits.Create(1_024, seed: 1).Split(0.75);
        var model = new Sequential(
            new Conv2D(8, 3, activation: Relu), new Conv2D(8, 3, activation: Relu), new MaxPooling2D(2),
            new Flatten(), new Dropout(0.25f), new Dense(32, activation: Relu), new Dense(10));
        var trainer = new Trainer(model, new SparseCategoricalCrossentropy(fromLogits: true), new Adam(3e-3f));
        var history = await trainer.FitAsync(
            training.Shuffle(seed: 1).Batch(64), epochs: 4, validation: test.Batch(256), cancellationToken: Cancellation);
        Assert.True(history.Epochs[^1].Values["val_accuracy"] > 0.8, $"The accuracy is {history.Epochs[^1].Values["val_accuracy"]}.");

        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "digits.onnx");
        OnnxModel.Save(model, path);
        Assert.Equal("UInt8[batch,28,28,1]", OnnxModel.Load(path).Graph.Inputs[0].Type.ToString());
        var again = new Trainer(OnnxModel.Load(path).Graph, new SparseCategoricalCrossentropy(fromLogits: true), new SGD());
        var (before, after) = (
            await trainer.EvaluateAsync(test.Batch(256), cancellationToken: Cancellation), await again.EvaluateAsync(
            test.Batch(256), cancellationToken: Cancellation));
        Assert.Equal(before.Accuracy, after.Accuracy);
        Assert.Equal(before.Loss, after.Loss, 1e-5);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public async Task Any_number_of_threads_gives_the_same_bits()
    {
        var weights = new List<byte[][]>();
        foreach (var threads in (int[])[1, 2, 3])
        {
            var model = new Sequential(
                new Conv2D(8, 3, activation: Relu), new MaxPooling2D(2), new BatchNormalization(), new Flatten(), new Dropout(0.2f),
                new Dense(64, activation: Relu), new Dense(10));
            await SmallTask.Trainer(model, threads).FitAsync(SmallTask.Training, epochs: 1, cancellationToken: Cancellation);
            weights.Add(SmallTask.Weights(model));
        }

        Assert.Equal(weights[0], weights[1]);
        Assert.Equal(weights[0], weights[2]);
    }

    [Fact]
    public async Task Seeds_of_model_order_and_noise_each_change_the_result()
    {
        var weights = await Train(1, 2, 9);
        Assert.Equal(weights, await Train(1, 2, 9));
        Assert.NotEqual(weights, await Train(2, 2, 9));
        Assert.NotEqual(weights, await Train(1, 3, 9));
        Assert.NotEqual(weights, await Train(1, 2, 8));

        static async Task<byte[][]> Train(uint model, uint order, uint noise)
        {
            var layers = SmallTask.Model(model);
            var trainer = new Trainer(
                layers, new SparseCategoricalCrossentropy(fromLogits: true), new SGD(0.1f))
            { Threads = 1, Seed = noise };
            await trainer.FitAsync(DrawnDigits.Create(256, 1).Shuffle(order).Batch(64), epochs: 1, cancellationToken: Cancellation);
            return SmallTask.Weights(layers);
        }
    }

    [Fact]
    public async Task Evaluation_counts_every_sample_and_weighs_batches_by_their_size()
    {
        var model = SmallTask.Model();
        var trainer = SmallTask.Trainer(model);
        var (whole, batches) = (
            await trainer.EvaluateAsync(SmallTask.Validation.Source.Batch(100), cancellationToken: Cancellation),
            await trainer.EvaluateAsync(SmallTask.Validation.Source.Batch(33), cancellationToken: Cancellation));
        Assert.Equal((100, 100), (whole.Samples, batches.Samples));
        Assert.Equal(whole.Loss, batches.Loss, 1e-5);
        Assert.Equal(whole.Accuracy, batches.Accuracy);
    }

    [Fact]
    public async Task The_rest_of_an_epoch_is_learned_from_too()
    {
        var trainer = SmallTask.Trainer(SmallTask.Model());
        await trainer.FitAsync(SmallTask.Training, epochs: 2, cancellationToken: Cancellation);
        Assert.Equal(2 * 16, trainer.State.Step.Value.Span<int>()[0]);
        var dropping = SmallTask.Trainer(SmallTask.Model());
        await dropping.FitAsync(SmallTask.Training.Source.Batch(64, dropRemainder: true), epochs: 2, cancellationToken: Cancellation);
        Assert.Equal(2 * 15, dropping.State.Step.Value.Span<int>()[0]);
    }

    [Fact]
    public async Task An_imported_graph_is_tuned_as_it_is_and_what_is_frozen_stays()
    {
        var original = new Sequential(new Flatten(), new Dense(24, activation: Relu), new Dense(10, activation: Softmax));
        original.Build([new Field("pixels", ElementType.Float, Shape.Of(28, 28))]);
        Graph graph = original;
        var trainer =
            new Trainer(
            graph, new SparseCategoricalCrossentropy(), new Adam(5e-3f), trains: v =>
            v.Name.StartsWith("dense_1/", StringComparison.Ordinal))
            { Threads = 1 };
        var before = SmallTask.Weights(original);
        // The last layer alone, on 24 features that nothing has trained: enough to tell that it learns, not to read well.
        var history = await trainer.FitAsync(SmallTask.Training, epochs: 12, cancellationToken: Cancellation);
        var after = SmallTask.Weights(original);
        Assert.Equal(before[..2], after[..2]);
        Assert.NotEqual(before[2], after[2]);
        Assert.True(history.Epochs[^1].Values["accuracy"] > 0.55, $"The accuracy is {history.Epochs[^1].Values["accuracy"]}.");
    }

    [Fact]
    public async Task Progress_tells_speed_loss_and_time_left()
    {
        var reports = new List<TrainingProgress>();
        var trainer = new Trainer(
            SmallTask.Model(), new SparseCategoricalCrossentropy(fromLogits: true), new Adam())
        {
            ReportInterval = TimeSpan.Zero, Threads =
            1
        };
        await trainer.FitAsync(
            SmallTask.Training, epochs: 2, validation: SmallTask.Validation, progress: new Recorder(reports.Add),
            cancellationToken: Cancellation);
        Assert.Equal(2 * 17, reports.Count);
        Assert.Equal([0, 1], reports.Where(r => r.Completed is not null).Select(r => r.Completed!.Epoch));
        Assert.All(reports, r => Assert.True(r is { Epochs: 2, Batches: 16, SamplesPerSecond: > 0, Loss: > 0 }));
        Assert.Equal((3, 3 * 64L), (reports[2].Batch, reports[2].Samples));
        Assert.Equal(TimeSpan.Zero, reports[^1].Remaining);
        Assert.True(reports[5].Remaining > TimeSpan.Zero);
        Assert.Equal(["loss", "accuracy", "val_loss", "val_accuracy"], reports[^1].Completed!.Values.Keys);
    }

    [Fact]
    public async Task A_loss_that_is_no_number_stops_the_training_with_a_sentence()
    {
        var model = SmallTask.Model();
        var trainer = SmallTask.Trainer(model, optimizer: new SGD(1e20f));
        var error =
            await Assert.ThrowsAsync<TrainingException>(() =>
            trainer.FitAsync(SmallTask.Training, epochs: 1, cancellationToken: Cancellation));
        Assert.Matches(
            @"epoch 1, batch \d+: the loss must be a finite number; it is (NaN|∞|Infinity|-∞|-Infinity) at a learning rate of 1E\+20. " +
                "Lower the learning rate", error.Message);
        Assert.All(model.Variables.SelectMany(v => v.Value.ToArray<float>()), w => Assert.True(float.IsFinite(w)));
    }

    [Fact]
    public async Task Data_that_do_not_fit_are_refused_with_both_sides()
    {
        var trainer = new Trainer((Graph)Built(), new SparseCategoricalCrossentropy(), new SGD());
        var error =
            await Assert.ThrowsAsync<ShapeException>(() =>
            trainer.FitAsync(SmallTask.Training, epochs: 1, cancellationToken: Cancellation));
        Assert.Contains("Field 'image' must fit the model's input 'input', Float[batch,5]; it is UInt8[64,28,28,1]", error.Message,
            StringComparison.Ordinal);
        var empty =
            await Assert.ThrowsAsync<DatasetException>(() =>
            trainer.FitAsync(SmallTask.Training.Source.Take(0).Batch(4), epochs: 1, cancellationToken: Cancellation));
        Assert.Contains("there must be at least one batch", empty.Message, StringComparison.Ordinal);

        static Sequential Built()
        {
            var model = new Sequential(new Dense(10));
            model.Build(5);
            return model;
        }
    }

    [Fact]
    public async Task A_callback_cannot_follow_what_is_not_measured()
    {
        var error =
            await Assert.ThrowsAsync<ArgumentException>(() =>
            SmallTask.Trainer(SmallTask.Model()).FitAsync(
            SmallTask.Training, 1, callbacks: [new EarlyStopping(2)], cancellationToken: Cancellation));
        Assert.Contains("EarlyStopping follows 'val_loss', which is not measured; measured are loss, accuracy", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Early_stopping_gives_the_weights_of_the_best_epoch_back()
    {
        var model = SmallTask.Model();
        var trainer = SmallTask.Trainer(model, optimizer: new SGD(new StepDecay(0.1f, 3 * 16, 60f)));
        var stopping = new EarlyStopping(patience: 2);
        var history = await trainer.FitAsync(
            SmallTask.Training, epochs: 50, SmallTask.Validation, [stopping], cancellationToken: Cancellation);
        Assert.Contains("was not bettered in 2 epochs", history.StopReason, StringComparison.Ordinal);
        Assert.Equal(stopping.BestEpoch + 3, history.Epochs.Count);
        var best = history.Epochs.Min(e => e.ValidationLoss);
        Assert.Equal(history.Epochs[stopping.BestEpoch].ValidationLoss, best);
        var evaluation = await trainer.EvaluateAsync(SmallTask.Validation, cancellationToken: Cancellation);
        Assert.Equal(best!.Value, evaluation.Loss, 1e-9);
    }

    [Fact]
    public async Task Early_stopping_begins_anew_with_each_training()
    {
        var stopping = new EarlyStopping(patience: 2);
        var first = SmallTask.Trainer(SmallTask.Model(), optimizer: new SGD(new StepDecay(0.1f, 3 * 16, 60f)));
        await first.FitAsync(SmallTask.Training, epochs: 50, SmallTask.Validation, [stopping], cancellationToken: Cancellation);

        var (model, alone) = (SmallTask.Model(seed: 3), SmallTask.Model(seed: 3));
        var second = await SmallTask.Trainer(model, optimizer: new SGD(1e-4f)).FitAsync(
            SmallTask.Training, 3, SmallTask.Validation, [stopping], cancellationToken: Cancellation);
        await SmallTask.Trainer(alone, optimizer: new SGD(1e-4f)).FitAsync(
            SmallTask.Training, 3, SmallTask.Validation, [new EarlyStopping(patience: 2)], cancellationToken: Cancellation);
        Assert.Equal(3, second.Epochs.Count);
        Assert.Equal(SmallTask.Weights(alone), SmallTask.Weights(model));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(99)]
    [InlineData(-1)]
    public async Task A_label_that_is_no_class_is_named_with_its_sample(int wrong)
    {
        var labels = new int[70];
        labels[66] = wrong;
        var data = new ArrayDataset(("image", new Tensor(TensorType.Float(70, 4))), ("label", Tensor.From<int>(labels, 70)));
        var trainer = new Trainer(new Sequential(new Dense(10)), new SparseCategoricalCrossentropy(fromLogits: true), new SGD());
        var sentence = $"field 'label' > sample 66: labels of 10 classes are 0 to 9; this one is {wrong}.";
        foreach (var batches in (BatchedDataset[])[data.Batch(64), data.Shuffle(seed: 3).Batch(16), data.Batch(8).Prefetch(0)])
        {
            Assert.StartsWith(
                sentence, (
                await Assert.ThrowsAsync<DatasetException>(() => trainer.FitAsync(batches, 1, cancellationToken: Cancellation))).Message,
                StringComparison.Ordinal);
            Assert.StartsWith(
                sentence, (
                await Assert.ThrowsAsync<DatasetException>(() =>
                trainer.EvaluateAsync(batches, [new ConfusionMatrix()], Cancellation))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Validation_data_that_do_not_fit_are_refused_before_the_first_step()
    {
        var trainer = SmallTask.Trainer(SmallTask.Model());
        var small =
            new ArrayDataset(
            ("image", new Tensor(new TensorType(ElementType.UInt8, Shape.Of(8, 14, 14, 1)))), ("label",
            new Tensor(new TensorType(ElementType.UInt8, Shape.Of(8)))));
        var error =
            await Assert.ThrowsAsync<ShapeException>(() =>
            trainer.FitAsync(SmallTask.Training, 1, small.Batch(8), cancellationToken: Cancellation));
        Assert.Contains("it is UInt8[8,14,14,1]", error.Message, StringComparison.Ordinal);
        var empty =
            await Assert.ThrowsAsync<DatasetException>(() =>
            trainer.FitAsync(SmallTask.Training, 1, SmallTask.Validation.Source.Take(0).Batch(8), cancellationToken: Cancellation));
        Assert.Contains("validation data > there must be at least one batch", empty.Message, StringComparison.Ordinal);
        Assert.Equal(0, trainer.State.Step.Value.Span<int>()[0]);
    }

    [Fact]
    public async Task Each_training_is_measured_on_validation_data_of_its_own_kind()
    {
        var (model, bytes) = (SmallTask.Model(), DrawnDigits.Create(64, seed: 3));
        var longs = new ArrayDataset(("image", bytes[0]), ("label", bytes[1].Cast(ElementType.Int64)));
        var floats = new ArrayDataset(("image", bytes[0].Cast(ElementType.Float) * (1f / 255f)), ("label", bytes[1]));
        var trainer = SmallTask.Trainer(model);
        await trainer.FitAsync(SmallTask.Training, 1, bytes.Batch(32), cancellationToken: Cancellation);
        var history = await trainer.FitAsync(SmallTask.Training, 1, longs.Batch(32), cancellationToken: Cancellation);
        var evaluation = await trainer.EvaluateAsync(bytes.Batch(32), cancellationToken: Cancellation);
        Assert.Equal(evaluation.Loss, history.Epochs[^1].ValidationLoss!.Value, 1e-5);
        await Assert.ThrowsAsync<ShapeException>(() =>
            trainer.FitAsync(SmallTask.Training, 1, floats.Batch(32), cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Nothing_is_not_measured()
    {
        var error =
            await Assert.ThrowsAsync<DatasetException>(() =>
            SmallTask.Trainer(SmallTask.Model()).EvaluateAsync(
            SmallTask.Validation.Source.Take(0).Batch(8), cancellationToken: Cancellation));
        Assert.Contains("there must be at least one batch to measure; 0 samples make none of 8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_mean_nothing_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineDecay(float.PositiveInfinity, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => SmallTask.Trainer(SmallTask.Model(), threads: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            { _ = SmallTask.Trainer(SmallTask.Model()).FitAsync(SmallTask.Training, epochs: -1, cancellationToken: Cancellation); });
    }

    private sealed class Recorder(Action<TrainingProgress> record) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => record(value);
    }
}
