using Bantam.Tensors;
using Bantam.Training.Callbacks;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using Bantam.Training.Tests.Support;

namespace Bantam.Training.Tests.Running;

/// <summary>What is no number is an error or said to be one, never a result without a word.</summary>
public sealed class NotFiniteTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static BatchedDataset Steep => new ArrayDataset(
        ("x", Tensor.From([1e20f, -1e20f], 2, 1)), ("y", Tensor.From([0f, 0f], 2, 1))).Batch(2);

    /// <summary>A loss of numbers around 10²⁰ overflows in its square, and with a mean absolute error only the weights do.</summary>
    [Fact]
    public async Task Weights_that_the_last_step_blew_up_are_an_error_and_not_a_result()
    {
        var model = new Sequential(new Dense(1, useBias: false)) { Seed = 1 };
        var trainer = new Trainer(model, new MeanAbsoluteError(), new SGD(1e30f)) { Threads = 1 };
        var error = await Assert.ThrowsAsync<TrainingException>(() => trainer.FitAsync(Steep, 1, cancellationToken: Cancellation));
        Assert.Contains("epoch 1, after batch 1: weights must stay finite numbers; 'dense/kernel' has", error.Message,
            StringComparison.Ordinal);
        Assert.True(float.IsFinite(model.Variables.Single().Value.ToArray<float>()[0]));
    }

    [Fact]
    public async Task A_cancelled_training_keeps_no_weights_that_are_no_numbers()
    {
        using var source = new CancellationTokenSource();
        var model = new Sequential(new Dense(1, useBias: false)) { Seed = 1 };
        var trainer = new Trainer(model, new MeanAbsoluteError(), new SGD(1e30f)) { Threads = 1, ReportInterval = TimeSpan.Zero };
        var training = new ArrayDataset(("x", Tensor.From([1e20f, 1e20f], 2, 1)), ("y", Tensor.From([0f, 0f], 2, 1))).Batch(1);
        var cancelling = new Cancelling(source);
        await Assert.ThrowsAsync<TrainingException>(() =>
            trainer.FitAsync(training, 1, progress: cancelling, cancellationToken: source.Token));
        Assert.True(float.IsFinite(model.Variables.Single().Value.ToArray<float>()[0]));
    }

    [Theory, InlineData(double.NaN), InlineData(double.NegativeInfinity)]
    public void What_is_no_number_is_never_the_best(double value)
    {
        var best = new BestValue("loss", 0);
        Assert.False(best.Improves(Result(value)));
        Assert.Equal("loss was no finite number", best.Describe(-1));
        Assert.True(best.Improves(Result(2)));
        Assert.False(best.Improves(Result(value)));
        Assert.True(best.Improves(Result(1)));
        best.Text = "NaN";
        Assert.True(best.Improves(Result(3)));
    }

    [Fact]
    public async Task A_checkpoint_makes_its_folder_before_the_first_batch()
    {
        var folder = Directory.CreateTempSubdirectory("bantam-checkpoint-").FullName;
        var path = Path.Combine(folder, "not", "there", "state.safetensors");
        await SmallTask.Trainer(SmallTask.Model()).FitAsync(
            SmallTask.Training, 1, callbacks: [new ModelCheckpoint(path)], cancellationToken: Cancellation);
        Assert.True(File.Exists(path));
        Assert.Equal(["state.safetensors"], Directory.GetFiles(Path.GetDirectoryName(path)!).Select(Path.GetFileName));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_written_fails_before_the_first_batch()
    {
        var folder = Directory.CreateTempSubdirectory("bantam-checkpoint-").FullName;
        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "", Cancellation);
        foreach (var path in (string[])[folder, Path.Combine(file, "state.safetensors")])
        {
            var trainer = SmallTask.Trainer(SmallTask.Model());
            var error = await Assert.ThrowsAsync<IOException>(() =>
                trainer.FitAsync(SmallTask.Training, 1, callbacks: [new ModelCheckpoint(path)], cancellationToken: Cancellation));
            Assert.Contains($"{path} cannot be written", error.Message, StringComparison.Ordinal);
            Assert.Equal(0, trainer.State.Step.Value.Span<int>()[0]);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static EpochResult Result(double loss) => new(0, new Dictionary<string, double> { ["loss"] = loss }, 0, 0, 0);

    private sealed class Cancelling(CancellationTokenSource source) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => source.Cancel();
    }
}
