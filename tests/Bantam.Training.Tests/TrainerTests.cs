using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Tests.Support;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Training.Tests;

public sealed class TrainerTests
{
    [Fact]
    public async Task A_dense_model_reads_handwriting_after_one_epoch()
    {
        var digits = Mnist.Open(SharedData.Folder("mnist"));
        var model = new Sequential(new Flatten(), new Dense(256, activation: Relu), new Dense(10));
        var trainer = new Trainer(model, new SparseCategoricalCrossentropy(fromLogits: true), new Adam(1e-3f)) { Threads = int.Parse(Environment.GetEnvironmentVariable("T") ?? "1") };
        var history = await trainer.FitAsync(digits.Training.Shuffle(seed: 1).Batch(64), epochs: 1, validation: digits.Test.Batch(256), cancellationToken: TestContext.Current.CancellationToken);
        Console.WriteLine(model.Summary());
        foreach (var (k, v) in history.Epochs[0].Values) Console.WriteLine($"{k} {v}");
        Console.WriteLine($"{history.Epochs[0].Seconds} s, {history.Epochs[0].SamplesPerSecond}/s");
        Assert.True(history.Epochs[0].Values["val_accuracy"] >= 0.97);
    }
}
